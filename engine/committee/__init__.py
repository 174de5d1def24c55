"""What a committee decides, counted: quorum and votes, scores and their ranking. Pure; exact.

`model` holds the rules as a node of a chain declares them, `vote` counts ballots, `scoring` puts
the scores of experts together.
"""
