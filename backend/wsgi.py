"""What the production server serves: the app, rehearsed, its watch running, and quick answers in front of Flask."""

from backend.app import create_app
from backend.changes.quick import QuickNothingNew
from backend.outages.quick import QuickOutages
from backend.rehearsal import rehearse

app = create_app()
rehearse(app)
app.extensions["doorgeven.watch"].start()
app.wsgi_app = QuickNothingNew(app, QuickOutages(app, app.wsgi_app))  # type: ignore[method-assign]
