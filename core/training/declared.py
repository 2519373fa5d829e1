"""The training settings, each declared once: the command line, the window's Advanced panel and the checks read this.

The sentences are marked for translation; keys and values are the command line's and never translated.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.base.wording.form import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Setting:
    """One setting. `default` is the text that holds when neither preset nor person says otherwise.

    kind: "int", "float", "share", "choice", "layers", "column" (a name, or "" for none) or "text". `values` are a
    choice's; `words` are accepted beside numbers. A default of "" means: decided by the rest, as the sentence says.
    `low` and `high` are both allowed.
    """

    key: str
    kind: str
    default: str
    group: str
    title: str
    sentence: str
    values: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""


SCALINGS = ("auto", "minmax", "standard", "robust", "none")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "epochs", "int", "100", "training",
        QT_TRANSLATE_NOOP("settings", "Epochs, at most"),
        QT_TRANSLATE_NOOP("settings", "How many times the network sees every training row, at most"),
        low=1, high=1_000_000, unit=QT_TRANSLATE_NOOP("settings", "epochs"),
    ),
    Setting(
        "batch_size", "int", "64", "training",
        QT_TRANSLATE_NOOP("settings", "Batch size"),
        QT_TRANSLATE_NOOP("settings", "Rows between two updates of the weights; all makes one update an epoch"),
        words=("all",), low=1, high=10_000_000, unit=QT_TRANSLATE_NOOP("settings", "rows"),
    ),
    Setting(
        "patience", "int", "15", "training",
        QT_TRANSLATE_NOOP("settings", "Stop if no gain for"),
        QT_TRANSLATE_NOOP(
            "settings",
            "Patience: stops after so many epochs without a gain in validation loss; 0 never stops early, and without "
            "validation rows it has no effect",
        ),
        low=0, high=1_000_000, unit=QT_TRANSLATE_NOOP("settings", "epochs"),
    ),
    Setting(
        "min_gain", "float", "0", "training",
        QT_TRANSLATE_NOOP("settings", "Least gain"),
        QT_TRANSLATE_NOOP(
            "settings",
            "How much the validation loss must fall for patience to count it as a gain; at 0 any fall counts",
        ),
        low=0.0, high=1e6,
    ),
    Setting(
        "layers", "layers", "64,32", "network",
        QT_TRANSLATE_NOOP("settings", "Hidden layers"),
        QT_TRANSLATE_NOOP("settings", "Widths of hidden layers, such as 64,32; none is linear or logistic regression"),
        words=("none",), low=1, high=8192, unit=QT_TRANSLATE_NOOP("settings", "units"),
    ),
    Setting(
        "activation", "choice", "relu", "network",
        QT_TRANSLATE_NOOP("settings", "Activation"),
        QT_TRANSLATE_NOOP("settings", "What bends the output of each hidden layer"),
        values=("relu", "tanh", "sigmoid", "linear"),
    ),
    Setting(
        "optimiser", "choice", "adam", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Optimiser"),
        QT_TRANSLATE_NOOP("settings", "The rule by which gradients change the weights"),
        values=("gradient_descent", "momentum", "nesterov", "rmsprop", "adam", "adamw"),
    ),
    Setting(
        "learning_rate", "float", "0.001", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Learning rate"),
        QT_TRANSLATE_NOOP(
            "settings", "The size of each update; if not given, 0.01 for gradient_descent, momentum and nesterov"
        ),
        low=1e-8, high=100.0,
    ),
    Setting(
        "momentum", "float", "0.9", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Momentum"),
        QT_TRANSLATE_NOOP("settings", "How much of the last update goes on into the next; for momentum and nesterov"),
        low=0.0, high=0.9999,
    ),
    Setting(
        "beta1", "float", "0.9", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Beta 1"),
        QT_TRANSLATE_NOOP("settings", "How slowly the average of gradients forgets; for adam and adamw"),
        low=0.0, high=0.9999,
    ),
    Setting(
        "beta2", "float", "0.999", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Beta 2"),
        QT_TRANSLATE_NOOP(
            "settings",
            "How slowly the average of squared gradients forgets; for adam, adamw and, if not given 0.99, for rmsprop",
        ),
        low=0.0, high=0.999999,
    ),
    Setting(
        "schedule", "choice", "constant", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Schedule"),
        QT_TRANSLATE_NOOP(
            "settings",
            "How the learning rate changes over the epochs: constant; step divides it by 10 at half and at three "
            "quarters; cosine lets it fall to nought; plateau halves it when the loss stands still",
        ),
        values=("constant", "step", "cosine", "plateau"),
    ),
    Setting(
        "warmup", "share", "0", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Warm-up"),
        QT_TRANSLATE_NOOP("settings", "Share of the epochs in which the learning rate first grows from nought"),
        low=0.0, high=0.5,
    ),
    Setting(
        "weight_decay", "float", "0", "regularisation",
        QT_TRANSLATE_NOOP("settings", "Weight decay"),
        QT_TRANSLATE_NOOP(
            "settings",
            "How strongly weights are drawn to nought, which smooths what is learned; if not given, 0.01 for adamw",
        ),
        low=0.0, high=10.0,
    ),
    Setting(
        "dropout", "share", "0", "regularisation",
        QT_TRANSLATE_NOOP("settings", "Dropout"),
        QT_TRANSLATE_NOOP("settings", "Share of hidden units left out at random in each step of training"),
        low=0.0, high=0.9,
    ),
    Setting(
        "clip_norm", "float", "0", "optimiser",
        QT_TRANSLATE_NOOP("settings", "Longest gradient"),
        QT_TRANSLATE_NOOP("settings", "Gradients of a larger norm are shortened to this one; 0 leaves all as they are"),
        low=0.0, high=1e6,
    ),
    Setting(
        "loss", "choice", "auto", "network",
        QT_TRANSLATE_NOOP("settings", "Loss"),
        QT_TRANSLATE_NOOP("settings", "What training lowers; auto is mse for numbers and cross_entropy for classes"),
        values=("auto", "mse", "cross_entropy"),
    ),
    Setting(
        "scaling", "choice", "auto", "data",
        QT_TRANSLATE_NOOP("settings", "Scaling of columns"),
        QT_TRANSLATE_NOOP("settings", "How number columns are brought to a common size; auto is standard"),
        values=SCALINGS,
    ),
    Setting(
        "target_scaling", "choice", "", "data",
        QT_TRANSLATE_NOOP("settings", "Scaling of the target"),
        QT_TRANSLATE_NOOP("settings", "How a number target is scaled while training; if not given, as the columns are"),
        values=SCALINGS,
    ),
    Setting(
        "validation", "share", "0.2", "data",
        QT_TRANSLATE_NOOP("settings", "Kept for validation"),
        QT_TRANSLATE_NOOP(
            "settings", "Share of the rows besides the test rows that choose the best epoch; 0 trains on them too"
        ),
        low=0.0, high=0.9,
    ),
    Setting(
        "test", "share", "0.2", "data",
        QT_TRANSLATE_NOOP("settings", "Kept for the final test"),
        QT_TRANSLATE_NOOP("settings", "Share of all rows that training never sees and the result is judged on"),
        low=0.0, high=0.9,
    ),
    Setting(
        "split", "choice", "auto", "data",
        QT_TRANSLATE_NOOP("settings", "Split"),
        QT_TRANSLATE_NOOP(
            "settings",
            "How rows are dealt to the parts: random, or stratified with equal shares of each class; auto is "
            "stratified for classes",
        ),
        values=("auto", "random", "stratified"),
    ),
    Setting(
        "positive", "text", "", "data",
        QT_TRANSLATE_NOOP("settings", "Positive class"),
        QT_TRANSLATE_NOOP(
            "settings", "Of two classes, the one that recall, precision and F1 speak of; if not given, the rarer"
        ),
    ),
    Setting(
        "class_weight", "choice", "none", "data",
        QT_TRANSLATE_NOOP("settings", "Weight of classes"),
        QT_TRANSLATE_NOOP(
            "settings", "none counts every row alike; balanced lets all classes weigh the same, however rare they are"
        ),
        values=("none", "balanced"),
    ),
    Setting(
        "sample_weight", "column", "", "data",
        QT_TRANSLATE_NOOP("settings", "Weight of rows"),
        QT_TRANSLATE_NOOP(
            "settings",
            "A column of numbers that says how much each row counts in training; it isn't learned from, and the final "
            "test counts every row alike",
        ),
    ),
    Setting(
        "interval", "share", "0.9", "data",
        QT_TRANSLATE_NOOP("settings", "Range of predictions"),
        QT_TRANSLATE_NOOP(
            "settings", "Share of new rows whose true number falls between the low and the high of its prediction"
        ),
        low=0.5, high=0.99,
    ),
)  # fmt: skip

# Names of the command line's contract that this version doesn't have.
LATER_KEYS = ("l1", "label_smoothing", "threshold", "members")
LATER_VALUES = {
    "activation": ("leaky_relu", "selu", "gelu", "silu", "mish"),
    "schedule": ("one_cycle", "coslog4"),
    "loss": ("mae", "huber", "quantile", "poisson", "focal"),
    "scaling": ("quantile",),
    "target_scaling": ("quantile",),
    "split": ("time", "group", "column"),
}

# Which optimisers use a setting; for the others it's senseless and refused.
USED_BY = {
    "momentum": ("momentum", "nesterov"),
    "beta1": ("adam", "adamw"),
    "beta2": ("adam", "adamw", "rmsprop"),
}

# Defaults that belong to an optimiser rather than to the setting; rmsprop's is PyTorch's alpha.
OF_OPTIMISER = {
    "gradient_descent": {"learning_rate": "0.01"},
    "momentum": {"learning_rate": "0.01"},
    "nesterov": {"learning_rate": "0.01"},
    "rmsprop": {"beta2": "0.99"},
    "adamw": {"weight_decay": "0.01"},
}
