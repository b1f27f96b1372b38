"""Proofs of the terms: the table that is exported, and one file."""

from django.db.models import QuerySet

from belvedere.contexts.projects.models import Project, Proof, Proposal, Term


def proofs_of(project: Project) -> QuerySet[Proof]:
    """Return the proofs of a project, term by term, without their files."""
    return (
        Proof.objects.filter(term__project=project)
        .select_related("term")
        .defer("content")
        .order_by("term__number", "dated_on", "pk")
    )


def proof_of(project: Project, pk: int) -> Proof | None:
    return Proof.objects.filter(term__project=project, pk=pk).select_related("term").first()


def term_numbered(project: Project, number: int) -> Term | None:
    return project.terms.filter(number=number).first()


def proposal_numbered(project: Project, number: int) -> Proposal | None:
    return project.proposals.filter(number=number).first()
