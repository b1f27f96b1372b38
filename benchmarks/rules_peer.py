"""Judges seven rules with OpenFisca-core, run by the Python where it is installed; prints JSON.

Nothing of ours is imported. The same conditions, with parameters by date; each run has a new simulation, as each
project would, since OpenFisca keeps what it has computed.
"""

import json
import statistics
import time
from importlib.metadata import version

import numpy as np
from openfisca_core.entities import build_entity  # type: ignore[import-not-found] # peer
from openfisca_core.indexed_enums import Enum  # type: ignore[import-not-found] # peer
from openfisca_core.parameters import ParameterNode  # type: ignore[import-not-found] # peer
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found] # peer
from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found] # peer
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-not-found] # peer
from openfisca_core.variables import Variable  # type: ignore[import-not-found] # peer

PERIOD = "2026-11"
RUNS = 200
Project = build_entity(key="project", plural="projects", label="Project", is_person=True)


class Nature(Enum):
    autre = "autre"
    zac = "zac"
    voirie = "voirie"
    transport_collectif = "transport_collectif"
    espace_public = "espace_public"
    pietonnisation = "pietonnisation"
    gare_pem = "gare_pem"
    cours_eau = "cours_eau"


def variable(name: str, kind: type, formula: object = None) -> type:
    """Return a class of variable; with a formula, it is computed."""
    fields: dict[str, object] = {
        "value_type": kind,
        "entity": Project,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    if kind is Enum:
        fields |= {"possible_values": Nature, "default_value": Nature.autre}
    if formula is not None:
        fields["formula"] = formula
    return type(name, (Variable,), fields)


def _is(project: object, period: object, *names: str) -> object:
    nature = project("nature", period)  # type: ignore[operator] # peer
    found = nature == getattr(Nature, names[0])
    for name in names[1:]:
        found = found + (nature == getattr(Nature, name))
    return found


def road(project, period, parameters):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the peer's signature
    return (
        _is(project, period, "voirie", "transport_collectif", "espace_public")
        * np.logical_not(project("entretien_seulement", period))
        * project("partie_urbanisee", period)
        * project("ouvrage_nouveau_ou_assiette", period)
        * (project("cout_ht", period) > parameters(period).montant)
    )


def pedestrian(project, period, parameters):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return (
        _is(project, period, "pietonnisation", "espace_public")
        * np.logical_not(project("entretien_seulement", period))
        * (project("surface_pietonne_m2", period) > parameters(period).pieton)
    )


def station(project, period, parameters):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return (
        _is(project, period, "gare_pem")
        * np.logical_not(project("entretien_seulement", period))
        * (project("cout_ht", period) > parameters(period).montant)
    )


def river(project, period, parameters):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return (
        _is(project, period, "cours_eau")
        * np.logical_not(project("entretien_seulement", period))
        * project("partie_urbanisee", period)
        * (project("cout_ht", period) > parameters(period).montant)
    )


def zone(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return _is(project, period, "zac")


def inquiry(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return project("evaluation_environnementale", period) * np.logical_not(project("exempte_enquete", period))


def electronic(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- the same
    return project("evaluation_environnementale", period) * project("exempte_enquete", period)


RULES = {
    "CU-103-2-ZAC": zone,
    "CU-R103-1-2": road,
    "CU-R103-1-3": pedestrian,
    "CU-R103-1-4": station,
    "CU-R103-1-5": river,
    "CE-123-2": inquiry,
    "CE-123-19": electronic,
}
INPUTS: dict[str, tuple[type, object]] = {
    "nature": (Enum, "transport_collectif"),
    "cout_ht": (float, 280_000_000),
    "surface_pietonne_m2": (float, 0),
    "partie_urbanisee": (bool, True),
    "ouvrage_nouveau_ou_assiette": (bool, True),
    "entretien_seulement": (bool, False),
    "evaluation_environnementale": (bool, True),
    "exempte_enquete": (bool, False),
}


def named(rule: str) -> str:
    return rule.lower().replace("-", "_")


def main() -> None:
    system = TaxBenefitSystem([Project])
    system.parameters = ParameterNode(
        "",
        data={
            "montant": {"values": {"2016-01-01": {"value": 1_900_000}}},
            "pieton": {"values": {"2016-01-01": {"value": 3000}}},
        },
    )
    for name, (kind, _) in INPUTS.items():
        system.add_variable(variable(name, kind))
    for name, formula in RULES.items():
        system.add_variable(variable(named(name), bool, formula))
    given = {"projects": {"inspire": {name: {PERIOD: value} for name, (_, value) in INPUTS.items()}}}

    def judge() -> dict[str, bool]:
        simulation = SimulationBuilder().build_from_entities(system, given)
        return {name: bool(simulation.calculate(named(name), PERIOD)[0]) for name in RULES}

    verdicts = judge()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        judge()
        times.append((time.perf_counter() - start) * 1000)
    print(
        json.dumps(
            {"verdicts": verdicts, "milliseconds": statistics.median(times), "version": version("openfisca-core")}
        )
    )


if __name__ == "__main__":
    main()
