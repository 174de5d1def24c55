"""What the site does: one module per noun, plain functions; they know no HTTP and no templates."""
