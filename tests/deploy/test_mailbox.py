"""Letters of a local installation: kept as files, closed to others, sent to nobody."""

import smtplib
import socket
import stat
from email.message import EmailMessage
from pathlib import Path

from app.cli import mailbox


def test_a_letter_becomes_two_files(tmp_path: Path) -> None:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = (
        "kumina@localhost",
        "maija@example.fi",
        "Kutsu Kuminaan – tervetuloa",
    )
    letter.set_content("Avaa tämä linkki:\nhttp://localhost:8000/invitation?code=" + "a" * 90)
    letter.add_alternative("<p>Avaa linkki</p>", subtype="html")
    controller = mailbox.listening(tmp_path / "mail", port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(letter)
            client.send_message(letter)
    finally:
        controller.stop()
    names = sorted(path.suffix for path in (tmp_path / "mail").iterdir())
    assert names == [".eml", ".eml", ".txt", ".txt"]
    words = next((tmp_path / "mail").glob("*.txt")).read_text()
    assert "Subject: Kutsu Kuminaan – tervetuloa" in words
    assert "code=" + "a" * 90 in words
    for path in (tmp_path / "mail", *(tmp_path / "mail").iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077
