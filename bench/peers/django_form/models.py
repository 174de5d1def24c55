"""What the Django application stores: one row of answers, and a hash-chained event per save."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Draft(models.Model):
    """The answers of one applicant with a version."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    values = models.JSONField(default=dict)
    version = models.IntegerField(default=1)


class Event(models.Model):
    """One save."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="events")
    number = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        unique_together = (("draft", "number"),)
