"""Replies as real clients write them, in Dutch and English."""

import base64
from email.header import Header

OUR_LINES = "Eva de Vries heeft een probleem doorgegeven.\n\n| No internet since noon.\n\nMelding: DG-4K7-P2M"
QUOTED = "\n".join(f"> {line}" for line in OUR_LINES.splitlines())


def gmail(to: str, sender: str, text: str, *, message_id: str = "<CA+gmail-1@mail.gmail.com>") -> bytes:
    """Gmail in Dutch: text and HTML, quoted with > below."""
    plain = (
        f"{text}\r\n\r\nOp wo 25 nov 2026 om 19:42 schreef Zorgzaam Telecom <\r\ndesk@example.org>:\r\n\r\n"
        + QUOTED.replace("\n", "\r\n")
    )
    html = (
        f'<div dir="ltr">{text}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        f'class="gmail_attr">Op wo 25 nov 2026 om 19:42 schreef Zorgzaam:<br></div><blockquote>{OUR_LINES}'
        "</blockquote></div>"
    )
    return (
        f"From: Joost de Groot <{sender}>\r\nTo: {to}\r\nSubject: Re: [DG-4K7-P2M] Internet\r\n"
        f"Message-ID: {message_id}\r\nDate: Wed, 25 Nov 2026 20:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="0000b"\r\n\r\n'
        f'--0000b\r\nContent-Type: text/plain; charset="UTF-8"\r\n\r\n{plain}\r\n'
        f'--0000b\r\nContent-Type: text/html; charset="UTF-8"\r\n\r\n{html}\r\n--0000b--\r\n'
    ).encode()


def outlook(to: str, sender: str, text: str) -> bytes:
    """Outlook in Dutch: HTML alone, base64, the quoted mail under a block of headers."""
    html = (
        "<html><head><style>p {margin:0}</style></head><body><div class='elementToProof'>"
        f"{text}</div><div class='elementToProof'><br></div><div id='Signature'><p>Joost de Groot</p><p>Teamleider</p>"
        "</div><div id='appendonsend'></div><hr style='display:inline-block;width:98%'>"
        "<div id='divRplyFwdMsg' dir='ltr'><b>Van:</b> Zorgzaam Telecom &lt;desk@example.org&gt;<br>"
        "<b>Verzonden:</b> woensdag 25 november 2026 19:42<br><b>Aan:</b> team@solvers.example.org<br>"
        f"<b>Onderwerp:</b> [DG-4K7-P2M] Internet</div><div><p>{OUR_LINES}</p></div></body></html>"
    )
    content = base64.encodebytes(html.encode("cp1252")).decode().replace("\n", "\r\n")
    return (
        f'From: "Groot, Joost de" <{sender}>\r\nTo: {to}\r\nSubject: RE: [DG-4K7-P2M] Internet\r\n'
        "Message-ID: <AM0PR01MB-outlook-1@eurprd01.prod.outlook.com>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/html; charset="Windows-1252"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + content
    ).encode()


def apple(to: str, sender: str, text: str, attachment: tuple[str, bytes] | None = None) -> bytes:
    """Apple Mail on a phone: quoted-printable, names beyond ASCII, a signature line, a file with an RFC 2231 name."""
    import quopri

    plain = (
        f"{text}\n\nVerstuurd vanaf mijn iPhone\n\n"
        "> Op 25 nov 2026 om 19:42 heeft Zorgzaam Telecom <desk@example.org> het volgende geschreven:\n> \n" + QUOTED
    )
    body = quopri.encodestring(plain.encode()).decode().replace("\n", "\r\n")
    name = Header("Zoë Müller-Çelik", "utf-8").encode()
    head = (
        f"From: {name} <{sender}>\r\nTo: {to}\r\nSubject: {Header('Re: één melding', 'utf-8').encode()}\r\n"
        "Message-Id: <apple-1@icloud.com>\r\nMime-Version: 1.0 (1.0)\r\n"
    )
    part = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + body
    if attachment is None:
        return (head + part).encode()
    content = base64.encodebytes(attachment[1]).decode().replace("\n", "\r\n")
    return (
        head
        + 'Content-Type: multipart/mixed; boundary="Apple-1"\r\n\r\n--Apple-1\r\n'
        + part
        + "\r\n--Apple-1\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        + f"Content-Disposition: attachment; filename*=utf-8''{attachment[0]}\r\n\r\n{content}--Apple-1--\r\n"
    ).encode()


def bounce(to: str, action: str = "failed") -> bytes:
    """A mail server's word that a mail could not be delivered (RFC 3464), as Postfix writes it."""
    return (
        f"From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: {to}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        "Message-ID: <bounce-1@mx.example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; team@solvers.example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: <x@example.org>\r\n--b--\r\n"
    ).encode()


def plain(to: str, sender: str, text: str, *headers: str, message_id: str = "<plain-1@example.org>") -> bytes:
    """The simplest mail there is, with more headers."""
    lines = [f"From: {sender}", f"To: {to}", "Subject: Re: x", *headers]
    if message_id:
        lines.append(f"Message-ID: {message_id}")
    return ("\r\n".join(lines) + "\r\n\r\n" + text + "\r\n").encode()
