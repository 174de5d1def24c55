"""`python -m bench.peers.django_form.prepare COUNT`: make tables and applicants, print how each of
them is visited as JSON."""

from __future__ import annotations

import json
import sys

from bench.form.questions import QUESTIONS
from bench.peers.django_form.site import Draft  # sets Django up first

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # isort: skip
from django.contrib.auth.models import User  # isort: skip
from django.contrib.sessions.backends.db import SessionStore  # isort: skip
from django.core.management import call_command  # isort: skip


def main(count: int) -> None:
    """Make everything."""
    for app in ("contenttypes", "auth", "sessions"):
        call_command("migrate", app, verbosity=0)  # what our tables refer to comes first
    call_command("migrate", run_syncdb=True, verbosity=0)
    visits = []
    for number in range(count):
        user = User.objects.create_user(f"a{number}")
        draft = Draft.objects.create(owner=user, values={q.id: q.answer(number) for q in QUESTIONS})
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        visits.append({"id": draft.id, "session": session.session_key, "number": number})
    print(json.dumps(visits))


if __name__ == "__main__":
    main(int(sys.argv[1]))
