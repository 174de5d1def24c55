"""The site: `routes → services → models`, pages from `templates/`, rules from `engine`."""
