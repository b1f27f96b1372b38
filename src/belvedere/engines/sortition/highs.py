"""Linear and integer programmes kept in HiGHS between two solutions: one thread, one seed, the same answers."""

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from belvedere.engines.sortition.programme import SolverFailed

Vector = NDArray[np.float64]
_OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 1e-9),
)


class Model:
    """A programme to maximise: rows ``lower ≤ matrix × x ≤ upper``, columns ``0 ≤ x ≤ most``; costs change."""

    def __init__(
        self, matrix: sparse.csr_array, lower: Vector, upper: Vector, most: Vector, *, is_whole: bool = False
    ) -> None:
        columns = matrix.tocsc()
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = int(columns.shape[1]), int(columns.shape[0])
        model.col_cost_ = np.zeros(columns.shape[1])
        model.col_lower_, model.col_upper_ = np.zeros(columns.shape[1]), most.astype(float)
        model.row_lower_, model.row_upper_ = lower, upper
        model.sense_ = highspy.ObjSense.kMaximize
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = columns.indptr
        model.a_matrix_.index_ = columns.indices
        model.a_matrix_.value_ = columns.data
        if is_whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
        self.columns = np.arange(model.num_col_, dtype=np.int32)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor unannotated
        for option, value in _OPTIONS:
            self.highs.setOptionValue(option, value)
        self.highs.passModel(model)

    def option(self, name: str, value: float | str) -> None:
        """Set an option of HiGHS."""
        self.highs.setOptionValue(name, value)

    def costs(self, costs: Vector) -> None:
        """Set what is maximised."""
        self.highs.changeColsCost(len(self.columns), self.columns, costs)

    def column_bounds(self, column: int, lower: float, upper: float) -> None:
        """Bound a column anew."""
        self.highs.changeColBounds(column, lower, upper)

    def at_most(self, columns: NDArray[np.int32], most: float) -> None:
        """Add a row: the sum of some columns has a bound."""
        self.highs.addRow(-highspy.kHighsInf, most, len(columns), columns, np.ones(len(columns)))

    def free_row(self, row: int) -> None:
        """Let a row take any value."""
        self.highs.changeRowBounds(row, -highspy.kHighsInf, highspy.kHighsInf)

    def forget(self) -> None:
        """Start the next solution from nothing: what is left of the last one may be what makes it fail."""
        self.highs.clearSolver()

    def run(self) -> bool:
        """Solve; tell whether an optimum was reached. False: there is none, or the limits given stopped it."""
        self.highs.run()
        return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def is_infeasible(self) -> bool:
        return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    @property
    def has_point(self) -> bool:
        """Whether a whole point was found, optimal or not."""
        return bool(self.highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)

    @property
    def point(self) -> Vector:
        return np.array(self.highs.getSolution().col_value)

    @property
    def reduced_costs(self) -> Vector:
        return np.array(self.highs.getSolution().col_dual)

    @property
    def prices(self) -> Vector:
        """The price of each row: how much the maximum rises when its bound is loosened by one."""
        return np.array(self.highs.getSolution().row_dual)

    @property
    def bound(self) -> float:
        """A value that no whole point exceeds, as HiGHS proved it."""
        return float(self.highs.getInfo().mip_dual_bound)

    def failed(self, doing: str) -> SolverFailed:
        """Return the error to raise when a programme that has an optimum gave none."""
        status = self.highs.modelStatusToString(self.highs.getModelStatus())
        return SolverFailed(f"HiGHS stopped while {doing}: {status}. Try again with another seed, or report the files.")
