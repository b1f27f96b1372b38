"""Small linear and integer programmes, solved by HiGHS, whose integer answers are counted again."""

from dataclasses import dataclass, field

import highspy
import numpy as np

from belvedere.engines.sortition.problem import SortitionError

INFINITY = float("inf")
FEASIBILITY = 1e-9


class SolverFailed(SortitionError):
    """HiGHS gave neither an answer nor a proof that there is none, or an answer that does not stand recounting."""

    code = "solver_failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """Optimal columns, row prices (for a linear programme) and the value of the objective."""

    columns: tuple[float, ...]
    prices: tuple[float, ...]
    value: float

    def whole(self) -> tuple[int, ...]:
        """Return the columns as whole numbers."""
        return tuple(round(column) for column in self.columns)


@dataclass
class Programme:
    """Minimise a sum of costs, with bounded columns and rows; columns are whole numbers unless said otherwise.

    Examples
    --------
    >>> programme = Programme()
    >>> x, y = programme.column(cost=1, upper=3), programme.column(cost=2, upper=3)
    >>> programme.row({x: 2, y: 2}, lower=7)
    >>> programme.minimum().whole()
    (3, 1)
    """

    costs: list[float] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def column(self, *, cost: float = 0, lower: float = 0, upper: float = INFINITY, whole: bool = True) -> int:
        """Add a column; return its number."""
        self.costs.append(cost)
        self.lowers.append(lower)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, factors: dict[int, float], *, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """Add the row lower ≤ Σ factor × column ≤ upper."""
        self.rows.append((factors, lower, upper))

    def minimum(self) -> Answer | None:
        """Return an optimal answer, or None when no columns satisfy the rows.

        Raises
        ------
        SolverFailed
            When HiGHS concludes nothing, or when its whole numbers break a row.
        """
        if any(lower > upper for lower, upper in zip(self.lowers, self.uppers, strict=True)):
            return None
        if not self.costs:
            return self._without_columns()
        highs = self._solved()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(f"HiGHS stopped without an answer: {highs.modelStatusToString(status)}.")
        solution = highs.getSolution()
        answer = Answer(tuple(solution.col_value), tuple(solution.row_dual), highs.getInfo().objective_function_value)
        self._count_again(answer)
        return answer

    def _without_columns(self) -> Answer | None:
        """Answer for nobody: HiGHS says of a programme without columns that it is empty, not whether its rows hold."""
        holds = all(lower <= 0 <= upper for _, lower, upper in self.rows)
        return Answer((), (0.0,) * len(self.rows), 0.0) if holds else None

    def _solved(self) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor unannotated
        for option, value in _OPTIONS:
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        highs.run()
        return highs

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = map(np.array, (self.costs, self.lowers, self.uppers))
        model.row_lower_ = np.array([lower for _, lower, _ in self.rows], dtype=float)
        model.row_upper_ = np.array([upper for _, _, upper in self.rows], dtype=float)
        if any(self.whole):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[whole] for whole in self.whole]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0] + [len(factors) for factors, _, _ in self.rows])
        matrix.index_ = np.array([column for factors, _, _ in self.rows for column in factors], dtype=np.int32)
        matrix.value_ = np.array([value for factors, _, _ in self.rows for value in factors.values()], dtype=float)
        return model

    def _count_again(self, answer: Answer) -> None:
        if not all(self.whole):
            return
        columns = answer.whole()
        for factors, lower, upper in self.rows:
            total = sum(factor * columns[column] for column, factor in factors.items())
            if not lower - FEASIBILITY <= total <= upper + FEASIBILITY:
                raise SolverFailed(f"HiGHS gave whole numbers that break a row: {total} outside {lower}–{upper}.")


_OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 1e-6),
    ("primal_feasibility_tolerance", FEASIBILITY),
    ("dual_feasibility_tolerance", FEASIBILITY),
)
