"""What a mandate may begin with: the projects of a body, and what their gates already fixed."""

from datetime import date, timedelta

from belvedere.contexts.projects.queries.projects import project_by_slug, projects_open_to
from belvedere.platform.accounts.models import Role


def projects_of(role: Role) -> list[tuple[int, str]]:
    """Return the projects that a consultation of the role's body may belong to, by name."""
    return [(project.pk, project.name) for project in projects_open_to(role)]


def mandate_from(slug: str, role: Role, today: date) -> dict[str, object]:
    """Return what a mandate takes from a project: its question, its room, its promise; nothing of another body's."""
    project = project_by_slug(slug)
    if project is None or project.body_id != role.body_id:
        return {}
    answer_on = project.decision_on
    if answer_on is None and project.answer_days:
        answer_on = today + timedelta(days=project.answer_days)
    return {
        "title": project.name,
        "question": project.question,
        "summary": project.summary,
        "open_words": project.open_words,
        "decided_words": project.decided_words,
        "level": project.level,
        "answer_on": answer_on,
        "communes": [commune.insee for commune in project.communes.all()],
        "project": project.pk,
    }
