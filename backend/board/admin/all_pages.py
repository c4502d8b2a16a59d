"""Every page under `/admin`."""

from backend.board.admin import (
    articles,
    clocks,
    deliveries,
    duty,
    endpoints,
    feedback,
    inbox,
    keys,
    outage_templates,
    people,
    readings,
    rules,
    services,
    start,
    teams,
    templates,
    trail,
)

ADMIN = tuple(
    module.pages
    for module in (
        start,
        people,
        teams,
        rules,
        templates,
        clocks,
        endpoints,
        keys,
        deliveries,
        inbox,
        services,
        articles,
        outage_templates,
        duty,
        trail,
        readings,
        feedback,
    )
)
