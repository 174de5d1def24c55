"""Certificates (职称证书): what a province declares about them, their numbers, how they look.

`model` is what packs say, `number` the numbers, `wording` what is known of a certificate by name,
`drawing` the PDF of one, `signing` its digital signature. Who gets one is the site's business.
"""
