"""Certificates: issued, numbered, drawn and signed, shown, verified, revoked, replaced.

An application that waits at its issuer's node is issued by `issuing`; the row is there and numbered
at once, its PDF comes from the job `certificates` (`generating`) when there is a photo. `reissuing`
and `reissue_desk` are 补换证.
"""
