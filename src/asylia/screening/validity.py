"""How well published screening tools told cases from others, and what a result is worth where cases are rare.

Counts marked reconstructed were worked back from published rates and reproduce them. Intervals are Wilson's at 95 %;
they differ a little from exact intervals in print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, isfinite, sqrt
from types import MappingProxyType

Z_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

CANNOT = "cannot be computed"


class ValidityError(ValueError):
    """Counts or a prevalence that cannot be. The text says what is expected."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval. value, low and high are None where they cannot be computed.

    Shares are from 0 to 1, likelihood ratios from 0 up.
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    def as_percent(self) -> str:
        """A share such as `86.7 % (70.3 to 94.7)`."""
        if self.value is None:
            return CANNOT
        if self.low is None or self.high is None:
            return f"{self.value:.1%}".replace("%", " %")
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"

    def as_ratio(self) -> str:
        """A ratio such as `3.68 (2.95 to 4.60)`."""
        if self.value is None:
            return CANNOT
        if self.low is None or self.high is None:
            return f"{self.value:.2f}"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


NOT_COMPUTABLE = Estimate(None)


@dataclass(frozen=True)
class Measures:
    """What a study's counts say. ppv and npv are at `prevalence`: the study's own, unless another was asked for."""

    sensitivity: Estimate
    specificity: Estimate
    ppv: Estimate
    npv: Estimate
    lr_plus: Estimate
    lr_minus: Estimate
    prevalence: float | None


def wilson(hits: int, of: int) -> Estimate:
    """A share with Wilson's 95 % interval (Wilson 1927). Raises ValidityError for counts that cannot be."""
    _whole(hits, "hits")
    _whole(of, "of")
    if hits > of:
        raise ValidityError("hits: expected no more than the number they are counted in")
    if of == 0:
        return NOT_COMPUTABLE
    share, square = hits / of, Z_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = Z_95 / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of**2))
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    # At the ends the formula gives 0 and 1 but for rounding.
    return Estimate(share, 0.0 if hits == 0 else low, 1.0 if hits == of else high)


def measure(tp: int, fn: int, fp: int, tn: int, prevalence: float | None = None) -> Measures:
    """Sensitivity, specificity, predictive values and likelihood ratios with 95 % intervals.

    tp, fn, fp, tn: true positives, false negatives, false positives, true negatives. prevalence: share of cases from 0
    to 1 among those screened. Without it predictive values are the study's own, with Wilson's interval. With it they
    follow from Bayes, and the interval runs between the ends of the intervals of sensitivity and specificity. What
    would divide by zero cannot be computed. Raises ValidityError for a negative or broken count, or a prevalence
    outside 0 to 1.
    """
    for name, count in (("tp", tp), ("fn", fn), ("fp", fp), ("tn", tn)):
        _whole(count, name)
    sensitivity, specificity = wilson(tp, tp + fn), wilson(tn, tn + fp)
    total = tp + fn + fp + tn
    if prevalence is None:
        ppv, npv = wilson(tp, tp + fp), wilson(tn, tn + fn)
        prevalence = (tp + fn) / total if total else None
    else:
        ppv, npv = predictive_values(sensitivity, specificity, prevalence)
    return Measures(
        sensitivity,
        specificity,
        ppv,
        npv,
        _ratio(tp, tp + fn, fp, fp + tn),
        _ratio(fn, tp + fn, tn, fp + tn),
        prevalence,
    )


def predictive_values(sensitivity: Estimate, specificity: Estimate, prevalence: float) -> tuple[Estimate, Estimate]:
    """Positive and negative predictive value at a prevalence from 0 to 1. Raises ValidityError outside it.

    The intervals run between the ends of the two given intervals, and are None where those are.
    """
    if isinstance(prevalence, bool) or not isfinite(prevalence) or not 0 <= prevalence <= 1:
        raise ValidityError("prevalence: expected a share from 0 to 1, such as 0.05 for 5 %")
    ppv = Estimate(
        _ppv(sensitivity.value, specificity.value, prevalence),
        _ppv(sensitivity.low, specificity.low, prevalence),
        _ppv(sensitivity.high, specificity.high, prevalence),
    )
    # The negative predictive value is the positive one with the roles of case and other exchanged.
    npv = Estimate(
        _ppv(specificity.value, sensitivity.value, 1 - prevalence),
        _ppv(specificity.low, sensitivity.low, 1 - prevalence),
        _ppv(specificity.high, sensitivity.high, 1 - prevalence),
    )
    return ppv, npv


def _ppv(sensitivity: float | None, specificity: float | None, prevalence: float) -> float | None:
    if sensitivity is None or specificity is None:
        return None
    true, false = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    return true / (true + false) if true + false > 0 else None


def _ratio(hits: int, of: int, other_hits: int, other_of: int) -> Estimate:
    """A ratio of two shares with the interval of its logarithm (Simel and others 1991)."""
    if of == 0 or other_of == 0 or other_hits == 0:
        return NOT_COMPUTABLE
    value = (hits / of) / (other_hits / other_of)
    if hits == 0:
        return Estimate(value)
    reach = exp(Z_95 * sqrt(1 / hits - 1 / of + 1 / other_hits - 1 / other_of))
    return Estimate(value, value / reach, value * reach)


def _whole(count: int, name: str) -> None:
    if type(count) is not int or count < 0:
        raise ValidityError(f"{name}: expected a whole number, zero or more")


@dataclass(frozen=True)
class Rate:
    """A published share. published: in percent as printed, None when not printed. hits, of: the counts behind it.

    reconstructed: the counts were worked back from the printed rate. confidence: V seen in print, P seen second-hand,
    K from memory.
    """

    published: float | None
    hits: int | None = None
    of: int | None = None
    reconstructed: bool = True
    confidence: str = "V"

    def estimate(self) -> Estimate:
        """From the counts with an interval, else the printed share without one."""
        if self.hits is not None and self.of is not None:
            return wilson(self.hits, self.of)
        return Estimate(None if self.published is None else self.published / 100)

    def carried_over(self) -> Estimate:
        """What is carried to another prevalence: the printed share, where the counts behind it are ours."""
        found = self.estimate()
        if self.published is None or not self.reconstructed:
            return found
        return Estimate(self.published / 100, found.low, found.high)


@dataclass(frozen=True)
class Tool:
    """One published tool in one study. n: people or assessments; cases: those found by the reference standard."""

    key: str
    name: str
    setting: str
    source: str
    confidence: str
    n: int | None
    cases: int | None
    sensitivity: Rate | None
    specificity: Rate | None
    cautions: tuple[str, ...]
    note: str = ""

    @property
    def has_figures(self) -> bool:
        """Whether any accuracy was published that may be quoted."""
        return self.sensitivity is not None or self.specificity is not None


NOT_FOR_BORDERS = "Measured among other people, in another place: it does not carry over to borders or reception."
OPENS_HELP = "Where cases are rare most positives are false. A positive opens help; it decides nothing."
NO_FIGURES = "No sensitivity or specificity was found. Do not quote any."

SETTING_CAUTIONS = (NOT_FOR_BORDERS, OPENS_HELP)

_TOOLS = (
    Tool(
        "qyit",
        "QYIT, at least 1 of 4",
        "Homeless people of 18 to 22, Covenant House New Jersey; against HTIAM-14; lifetime experience",
        "Chisolm-Straker and others 2019 (abstract)",
        "V",
        340,
        30,
        Rate(86.7, 26, 30),
        Rate(76.5, 237, 310),
        SETTING_CAUTIONS,
        "340 assessments of 307 people. A later web page prints 87.1 and 76.7.",
    ),
    Tool(
        "raft-derivation",
        "RAFT, 4 items: derivation",
        "Adults in emergency departments; against TVIT; lifetime trafficking",
        "RAFT study 2021 (abstract)",
        "V",
        3270,
        36,
        Rate(89.0, 32, 36),
        Rate(74.0, confidence="K"),
        (*SETTING_CAUTIONS, "The specificity is from memory and was not seen in print."),
        "4,127 in both samples; about 3,270 here follows from the shares. Lower bound printed: 79.",
    ),
    Tool(
        "raft-validation",
        "RAFT, 4 items: validation",
        "Adults in emergency departments; against TVIT; lifetime trafficking",
        "RAFT study 2021 (secondary page)",
        "P",
        857,
        12,
        Rate(100.0, 12, 12, confidence="P"),
        Rate(61.0, confidence="P"),
        (*SETTING_CAUTIONS, "Twelve cases. Both figures were seen on a secondary page only."),
        "About 857 follows from the shares.",
    ),
    Tool(
        "sscst-derivation",
        "SSCST, at least 2 of 6: derivation",
        "Emergency department and clinic, 12 to 18 years",
        "Greenbaum and others 2018",
        "V",
        108,
        25,
        Rate(92.0, 23, 25),
        Rate(73.0),
        (*SETTING_CAUTIONS, "Cases were compared with chosen others: optimistic."),
        "Not seen again at the last check.",
    ),
    Tool(
        "sscst-multi-site",
        "SSCST at 16 sites",
        "11 to 17 years, 16 health sites",
        "SSCST multi-site study (abstract)",
        "V",
        810,
        90,
        Rate(84.44, 76, 90),
        Rate(57.50, 414, 720),
        SETTING_CAUTIONS,
        "Printed with exact intervals, 75.28 to 91.23 and 53.80 to 61.11, and LR+ 1.99. Wilson's differ by design.",
    ),
    Tool(
        "sscst-paediatric-ed",
        "SSCST in a paediatric emergency department",
        "10 to 18 years with high-risk complaints; against anything learned in the same visit",
        "SSCST in paediatric emergency care (abstract)",
        "V",
        203,
        11,
        Rate(90.9, 10, 11, reconstructed=False),
        Rate(None, 102, 192),
        (*SETTING_CAUTIONS, "The specificity was not printed; it follows from 100 positives among 203."),
        "203 of 215 were asked; 100 screened positive; 10 of 11 cases were found.",
    ),
    Tool(
        "sscst-tablet",
        "SSCST on a tablet",
        "12 to 17 years",
        "SSCST on a tablet (abstract)",
        "V",
        212,
        26,
        Rate(84.6, 22, 26),
        Rate(53.2, 99, 186),
        SETTING_CAUTIONS,
        "Printed: PPV 20.2, NPV 96.1.",
    ),
    Tool(
        "ahtst-modified",
        "Modified AHTST, cut-off 6 yes",
        "Adult refugees, one German reception centre; against a short interview afterwards",
        "Tambini Stollwerck 2024, BMC Public Health 24:1685",
        "V",
        176,
        13,
        Rate(76.9, 10, 13),
        Rate(84.0, 137, 163),
        (
            "Thirteen cases, one centre: the intervals are wide.",
            "The cut-off was probably chosen on the same data, and differed by language: optimistic.",
            OPENS_HELP,
        ),
        "The only tool found that was tested among newly arrived refugees. It prints 7.3 %; 13 of 176 is 7.4 %.",
    ),
    Tool(
        "mumma-survey",
        "Survey questions in one emergency department",
        "Women, one US emergency department",
        "Mumma and others 2017",
        "V",
        143,
        10,
        Rate(100.0, 10, 10),
        None,
        (*SETTING_CAUTIONS, "Ten cases."),
        "39 were positive and 10 found. Printed interval 74 to 100. Asking found more than looking.",
    ),
    Tool(
        "mumma-physician",
        "Physician's concern in one emergency department",
        "Women, one US emergency department",
        "Mumma and others 2017",
        "V",
        143,
        10,
        Rate(40.0, 4, 10),
        None,
        (*SETTING_CAUTIONS, "Ten cases."),
        "Printed interval 12 to 74.",
    ),
    Tool(
        "tvit",
        "TVIT, long and short (16)",
        "Users of services, 11 US agencies",
        "Vera Institute / NIJ 2014",
        "V",
        180,
        96,
        None,
        None,
        (NO_FIGURES, "The sample used services already: optimistic."),
        "180 answered: 96 trafficked, 84 victims of other crimes. 87 % of its questions predicted trafficking, 71 % "
        "labour, 81 % sexual: shares of questions, not of people. The short form lost nothing.",
    ),
    Tool(
        "tvit-ahtst-cape-town",
        "Modified TVIT and AHTST, Cape Town",
        "Citizens and immigrants",
        "Price 2022, BMJ Open e063617",
        "V",
        652,
        None,
        None,
        None,
        (NO_FIGURES, "Its items were matched to the definition it is judged by: context only."),
        "Youden's J .58 and .59, together .68.",
    ),
    Tool(
        "htst",
        "HTST, long and short",
        "Youth of 12 to 24",
        "Urban Institute 2017",
        "V",
        617,
        None,
        None,
        None,
        (NO_FIGURES, "A pretest. Figures at a cut-off were not seen."),
    ),
    Tool(
        "ahtst",
        "AHTST, 8 items, original",
        "Adults",
        "US HHS 2018",
        "V",
        None,
        None,
        None,
        None,
        (NO_FIGURES, "Not validated when published. A modified form was tested among refugees."),
    ),
    Tool(
        "cse-it",
        "CSE-IT",
        "Youth in services",
        "WestCoast Children's Clinic",
        "V",
        5537,
        None,
        None,
        None,
        (NO_FIGURES, "Construct validity only."),
        "About 1 in 10 showed clear signs.",
    ),
    Tool(
        "rst",
        "“RST”, rapid screening for children",
        "Youth",
        "Name seen, no study found",
        "K",
        None,
        None,
        None,
        None,
        (NO_FIGURES,),
    ),
    Tool(
        "vst",
        "Vulnerability screening tool",
        "Asylum-seekers and migrants; placement and support, not status",
        "UNHCR / IDC 2016",
        "V",
        None,
        None,
        None,
        None,
        (NO_FIGURES, "No accuracy study was found."),
    ),
    Tool(
        "iom-dtm",
        "DTM flow survey, five practices, at least one yes",
        "People on migration routes",
        "IOM",
        "V",
        None,
        None,
        None,
        None,
        (NO_FIGURES, "A signal of how common practices are on a route, not of who is a victim."),
        "7.2 % on the Eastern route in early 2016, over 70 % on the Central one later that year: it follows the route.",
    ),
    Tool(
        "ilo-ec",
        "ILO/EC operational indicators",
        "Statistics and identification, adults and children",
        "ILO / European Commission 2009",
        "P",
        None,
        None,
        None,
        None,
        (NO_FIGURES, "The weights are a consensus of experts. No validation of them was found."),
    ),
    Tool(
        "asylia",
        "The Asylia set of 108 indicators",
        "Nowhere yet",
        "Asylia",
        "V",
        None,
        None,
        None,
        None,
        ("This set is not validated and has no accuracy figures at all.", OPENS_HELP),
    ),
)

TOOLS: Mapping[str, Tool] = MappingProxyType({tool.key: tool for tool in _TOOLS})
"""Published tools by key: those with figures first, Asylia's own set last."""

STATE_OF_KNOWLEDGE = (
    "One tool has been tested among newly arrived refugees (13 cases, one centre). Nothing is validated at a border. "
    "The Asylia set has no accuracy figures at all."
)

VALIDATION_PROTOCOL = (
    "A panel that does not know the level decides who was trafficked.",
    "At least 100 who were and 300 who were not.",
    "Sensitivity and specificity over all, and by sex, age band, exploitation type and language.",
    "Agreement between two readers (kappa), and what was missing.",
    "A court outcome is never the reference.",
    "Only research that people agreed to. Invented cases test software, never validity.",
)
"""What it would take to validate the set. The numbers are defaults of Asylia."""


def measure_tool(key: str, prevalence: float | None = None) -> Measures:
    """What a listed tool's figures say, with predictive values at a prevalence from 0 to 1 if one is given.

    Raises ValidityError for a tool that is not listed, and for a prevalence that cannot be.
    """
    if key not in TOOLS:
        raise ValidityError("This tool is not listed. Listed are: " + ", ".join(TOOLS))
    tool = TOOLS[key]
    found = _as_published(tool)
    if prevalence is None:
        return found
    sensitivity = tool.sensitivity.carried_over() if tool.sensitivity else NOT_COMPUTABLE
    specificity = tool.specificity.carried_over() if tool.specificity else NOT_COMPUTABLE
    ppv, npv = predictive_values(sensitivity, specificity, prevalence)
    return replace(found, ppv=ppv, npv=npv, prevalence=prevalence)


def _as_published(tool: Tool) -> Measures:
    """The figures of a tool at the prevalence of its own study."""
    counts = _counts(tool)
    if counts is not None:
        return measure(*counts)
    sensitivity = tool.sensitivity.estimate() if tool.sensitivity else NOT_COMPUTABLE
    specificity = tool.specificity.estimate() if tool.specificity else NOT_COMPUTABLE
    prevalence = tool.cases / tool.n if tool.n and tool.cases is not None else None
    ppv, npv = NOT_COMPUTABLE, NOT_COMPUTABLE
    if prevalence is not None:
        ppv, npv = predictive_values(sensitivity, specificity, prevalence)
    lr_plus = _quotient(sensitivity.value, _rest(specificity.value))
    lr_minus = _quotient(_rest(sensitivity.value), specificity.value)
    return Measures(sensitivity, specificity, ppv, npv, lr_plus, lr_minus, prevalence)


def _counts(tool: Tool) -> tuple[int, int, int, int] | None:
    sensitivity, specificity = tool.sensitivity, tool.specificity
    if sensitivity is None or specificity is None:
        return None
    if sensitivity.hits is None or sensitivity.of is None or specificity.hits is None or specificity.of is None:
        return None
    misses = sensitivity.of - sensitivity.hits
    return sensitivity.hits, misses, specificity.of - specificity.hits, specificity.hits


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _quotient(top: float | None, bottom: float | None) -> Estimate:
    return NOT_COMPUTABLE if top is None or bottom is None or bottom == 0 else Estimate(top / bottom)
