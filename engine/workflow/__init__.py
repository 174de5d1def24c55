"""The declared chain of review: what it says, where an application goes, what a return opens.

Pure functions of (workflow, state, node, actor). `engine.packs.model` needs the model only, so this
package imports nothing by itself: `engine.workflow.model`, `engine.workflow.chain` and
`engine.workflow.mask` are its doors.
"""
