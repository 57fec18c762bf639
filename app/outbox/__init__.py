"""The outbox: letters waiting to leave, and the queue of everything that happens later.

A letter is posted in the transaction of its cause and leaves if that transaction is kept, and only then. Its words
come from `templates/mail/<kind>.{subject,txt,html}.jinja` of the slice that posts it, in the receiver's language, and
say nothing about the person: a neutral sentence and a link. Address and facts are sealed until the worker sends them
and erased once it has. A slice's jobs.py has `blueprint(house) -> procrastinate.Blueprint`; the roof gathers them.
"""

from app.outbox.posting import Paced, enqueue, post, post_all, try_again
from app.outbox.sealing import configure

__all__ = ["Paced", "configure", "enqueue", "post", "post_all", "try_again"]
