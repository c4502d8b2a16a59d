"""The part of the catalogue that tells of outages: what is known, what is yours, and what you follow."""

from mobile.ui.text import Text

_T = Text

OUTAGE_TEXTS: dict[str, Text] = {
    # The list
    "outages.title": _T("Storingen", "Outages"),
    "outages.search": _T("Zoek op postcode of plaats", "Search by postcode or place"),
    "outages.yours": _T("Van jou", "Yours"),
    "outages.near": _T("In de buurt", "Nearby"),
    "outages.open": _T("Nu", "Now"),
    "outages.elsewhere": _T("Elders", "Elsewhere"),
    "outages.ended": _T("Voorbij", "Over"),
    "outages.planned_here": _T("Aangekondigd op deze postcode", "Announced at this postcode"),
    "outages.more": _T(
        "En nog 1 andere. Zoek op postcode of plaats. | En nog {count} andere. Zoek op postcode of plaats.",
        "And 1 more. Search by postcode or place. | And {count} more. Search by postcode or place.",
    ),
    "outages.nothing_found": _T("Niets gevonden voor “{words}”", "Nothing found for “{words}”"),
    "outages.passed_on_for": _T("Doorgegeven voor {names}", "Passed on for {names}"),
    "outages.asks": _T("Werkt het weer? Laat het weten", "Does it work again? Let us know"),
    "outages.empty.title": _T("Geen bekende storingen", "No known outages"),
    "outages.empty.text": _T(
        "Werkt er toch iets niet? Geef het door, dan weet het team het ook.",
        "Something still not working? Pass it on, so that the team knows too.",
    ),
    "outages.as_of": _T("Bijgewerkt {at}", "As of {at}"),
    # One of them
    "outage.title": _T("Storing", "Outage"),
    "outage.title.maintenance": _T("Gepland onderhoud", "Planned work"),
    "outages.since": _T("Sinds {at}", "Since {at}"),
    "outages.starts": _T("Begint {at}", "Starts {at}"),
    "outages.over": _T("Voorbij sinds {at}", "Over since {at}"),
    "outages.called_off": _T("Afgezegd {at}", "Called off {at}"),
    "outages.merged_at": _T("Hoort sinds {at} bij een andere storing", "Part of another outage since {at}"),
    "outages.taken_back": _T("Ingetrokken {at}", "Taken back {at}"),
    "outages.next": _T("Volgend bericht vóór {at}", "Next update before {at}"),
    "outages.overdue": _T(
        "Er was een bericht beloofd vóór {at}, maar dat is er nog niet.",
        "An update was promised before {at}, but has not come yet.",
    ),
    "outages.estimate": _T("Naar verwachting klaar {at}", "Expected to be over {at}"),
    "outages.estimate.passed": _T(
        "Zou klaar zijn {at}, maar het duurt langer", "Was expected to be over {at}, but it takes longer"
    ),
    "outages.estimate.none": _T("Nog niet te zeggen hoe lang het duurt", "Too early to say how long it takes"),
    "outages.estimate.earlier": _T(
        "Eerder verwacht: {expected} (gezegd {at})", "Earlier estimate: {expected} (told {at})"
    ),
    "outages.advice": _T("Wat helpt intussen", "What helps meanwhile"),
    "outages.history": _T("Berichten", "Updates"),
    "outages.no_updates": _T("Nog geen berichten", "No updates yet"),
    "outages.foreign": _T("Alleen in het Engels", "Only in Dutch"),
    "outages.moved": _T("Verwachting bijgesteld", "Estimate moved"),
    "outages.postmortem": _T("Terugblik", "Looking back"),
    "outages.merged": _T("Gaat verder als één storing met", "Goes on as one outage with"),
    "outage.suspected": _T("Vermoeden", "Suspected"),
    "outage.evidence": _T("Waarom dit vermoed wordt", "Why it is suspected"),
    "outage.investigating": _T("Wordt onderzocht", "Being looked into"),
    "outage.identified": _T("Oorzaak gevonden", "Cause found"),
    "outage.monitoring": _T("Wordt in de gaten gehouden", "Being watched"),
    "outage.resolved": _T("Opgelost", "Resolved"),
    "outage.closed": _T("Afgesloten", "Closed"),
    "outage.merged": _T("Samengevoegd", "Merged"),
    "outage.dismissed": _T("Bleek geen storing", "Was no outage"),
    "outage.scheduled": _T("Gepland onderhoud", "Planned work"),
    "outage.in_progress": _T("Onderhoud bezig", "Work in progress"),
    "outage.completed": _T("Onderhoud klaar", "Work completed"),
    "outage.cancelled": _T("Gaat niet door", "Called off"),
    "outage.unknown": _T("Bijgewerkt", "Updated"),
    "impact.minor": _T("Weinig hinder", "Minor impact"),
    "impact.major": _T("Veel hinder", "Major impact"),
    "impact.critical": _T("Ligt helemaal plat", "Completely down"),
    "impact.unknown": _T("Hinder", "Some impact"),
    "area.NL": _T("heel Nederland", "all of the Netherlands"),
    "area.province": _T("provincie {name}", "{name} province"),
    # What one has behind it
    "outage.join": _T("Ook bij iemand die ik ken", "Someone I know has it too"),
    "outage.join.text": _T(
        "Een aparte melding is niet nodig. Je hoort elk bericht, en straks vragen we of het weer werkt.",
        "No ticket is needed. You will hear every update, and later we ask whether it works again.",
    ),
    "outage.follow": _T("Dit gebied volgen", "Follow this area"),
    "outage.share": _T("Om door te sturen", "To pass on to them"),
    "behind.heading": _T("Door jou doorgegeven", "Passed on by you"),
    "behind.someone": _T("Iemand die je kent", "Someone you know"),
    "behind.ask": _T("Werkt het weer bij {name}?", "Does it work again for {name}?"),
    "behind.works": _T("Ja, het werkt weer", "Yes, it works again"),
    "behind.broken": _T("Nee, nog niet", "No, still broken"),
    "behind.broken.text": _T(
        "Zeg je nee, dan wordt het een melding voor het team. Je hoeft niets opnieuw te typen.",
        "If you say no, it becomes a ticket for the team. There is nothing to type again.",
    ),
    "behind.works_already": _T("Het werkt alweer", "It works again already"),
    "behind.broken_after_all": _T("Werkt toch niet", "Still broken after all"),
    "behind.withdraw": _T("Toch niet door deze storing", "Not this outage after all"),
    "behind.withdraw.title": _T("Niet meer volgen?", "Stop following this?"),
    "behind.withdraw.text": _T(
        "Je hoort dan niets meer over deze storing voor {name}. Is het iets anders? Geef dat dan apart door.",
        "You will hear no more of this outage for {name}. Is it something else? Then pass that on by itself.",
    ),
    "behind.withdraw.yes": _T("Ja, haal weg", "Yes, take it away"),
    "behind.open_ticket": _T("Melding bekijken", "See the ticket"),
    "behind.pass_on": _T("Als melding doorgeven", "Pass on as a ticket"),
    "affected.waiting": _T("Hoort bij de storing", "Part of the outage"),
    "affected.asked": _T("Werkt het weer?", "Does it work again?"),
    "affected.works": _T("Werkt weer", "Works again"),
    "affected.still_broken": _T("Werkt nog niet", "Still broken"),
    "affected.closed": _T("Afgesloten", "Closed"),
    "affected.undone": _T("Lag niet aan een storing", "Was not an outage"),
    "affected.withdrawn": _T("Weggehaald", "Taken away"),
    "affected.unknown": _T("Bijgewerkt", "Updated"),
    # While passing on
    "pass_on.this_is_it": _T("Dit is het", "This is it"),
    "pass_on.something_else": _T("Nee, iets anders", "No, something else"),
    "pass_on.declined": _T("Je zei: het is iets anders.", "You said: it is something else."),
    "pass_on.look_again": _T("Toch de storing bekijken", "See the outage after all"),
    "pass_on.joining": _T("Het hoort bij deze storing", "It is part of this outage"),
    "pass_on.join": _T("Aansluiten bij deze storing", "Join this outage"),
    "pass_on.joined": _T(
        "Genoteerd. Je hoort elk bericht over de storing.", "Noted. You will hear every update of the outage."
    ),
    "pass_on.what.join": _T("Wil je er iets bij vertellen?", "Anything to add?"),
    "notice.is_it_this_outage": _T("Zeg eerst of het deze storing is.", "First say whether it is this outage."),
    "notice.not_in_outage": _T(
        "Deze postcode ligt niet in het gebied van die storing. Geef het hier apart door.",
        "This postcode lies outside that outage. Pass it on by itself here.",
    ),
    "notice.outage_is_over": _T(
        "Die storing is voorbij. Werkt het nog niet? Geef het dan hier door.",
        "That outage is over. Still not working? Then pass it on here.",
    ),
    "notice.outage_gone": _T(
        "Deze storing staat er niet meer: het bleek er geen, of ze is al een tijd voorbij.",
        "This outage is no longer listed: it proved to be none, or has been over for a while.",
    ),
    # A page for the friend
    "page.make": _T("Pagina om mee te kijken", "A page to follow along"),
    "page.title": _T("Een pagina om mee te kijken", "A page to follow along"),
    "page.text": _T(
        "Wie deze link heeft, ziet zonder inloggen hoe het gaat, en kan zeggen of het weer werkt. "
        "Er staan geen namen op. De link werkt tot {until}.",
        "Whoever has this link sees how it goes without signing in, and can say whether it works again. "
        "There are no names on it. The link works until {until}.",
    ),
    "page.text.outage": _T(
        "Wie deze link heeft, ziet zonder inloggen hoe het met de storing gaat. De link werkt tot {until}.",
        "Whoever has this link sees how the outage goes without signing in. The link works until {until}.",
    ),
    "page.end": _T("Link intrekken", "Take the link back"),
    "page.copied": _T("Link gekopieerd", "Link copied"),
    "page.done": _T("Klaar", "Done"),
    "notice.outside_offline": _T(
        "Hiervoor is verbinding nodig. Probeer het straks nog eens.",
        "This needs a connection. Try again in a while.",
    ),
    "notice.page_offline": _T(
        "Voor zo’n pagina is verbinding nodig. Probeer het straks nog eens.",
        "Such a page needs a connection. Try again in a while.",
    ),
    # Following
    "following.open": _T("Volgen", "Follow"),
    "following.title": _T("Volgen", "Follow"),
    "following.heading": _T("Dit volg je", "What you follow"),
    "following.none": _T("Volg een gebied: thuis, je ouders…", "Follow an area: home, your parents…"),
    "following.some": _T(
        "Je volgt 1 gebied | Je volgt {count} gebieden", "You follow 1 area | You follow {count} areas"
    ),
    "following.empty.title": _T("Je volgt nog niets", "Nothing followed yet"),
    "following.empty.text": _T(
        "Volg de plekken die je aangaan. Een storing daar zie je dan bovenaan.",
        "Follow the places that matter to you. An outage there is listed first.",
    ),
    "following.new": _T("Nog een gebied", "One more area"),
    "following.kind.postcode": _T("Postcode", "Postcode"),
    "following.kind.place": _T("Plaats", "Place"),
    "following.kind.province": _T("Provincie", "Province"),
    "following.name.postcode": _T("Postcode, of het begin ervan", "Postcode, or its beginning"),
    "following.name.place": _T("Welke plaats?", "Which place?"),
    "following.name.province": _T("Welke provincie?", "Which province?"),
    "following.label": _T("Hoe noem je het? (mag leeg)", "What do you call it? (may be empty)"),
    "following.label.hint": _T("Thuis", "Home"),
    "following.services": _T("Waarvan? Kies niets voor alles.", "Of what? Choose nothing for everything."),
    "following.all_services": _T("Alle diensten", "All services"),
    "following.mail": _T("Ook per mail", "By mail too"),
    "following.by_mail": _T("ook per mail", "by mail too"),
    "following.add": _T("Volgen", "Follow"),
    "following.added": _T("Dit volg je nu", "You follow this now"),
    "following.remove": _T("Niet meer volgen", "Stop following"),
    "following.suggestions": _T("Kies meteen", "Choose at once"),
    "notice.area_missing": _T("Vul eerst een gebied in.", "Fill in an area first."),
}
