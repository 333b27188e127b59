"""The drawings: one that stands for each pupil, and those that serve as password pictures.

Each name is that of a file in `static/pictures/`, and translated it is what a screen reader says.
"""


def N_(message: str) -> str:  # noqa: N802 - the name by which pybabel finds messages that are translated later
    return message


PUPIL_PICTURES = (
    N_("bear"),
    N_("bee"),
    N_("butterfly"),
    N_("cat"),
    N_("caterpillar"),
    N_("cow"),
    N_("crab"),
    N_("crocodile"),
    N_("dog"),
    N_("duck"),
    N_("elephant"),
    N_("fish"),
    N_("fox"),
    N_("frog"),
    N_("giraffe"),
    N_("hedgehog"),
    N_("horse"),
    N_("ladybird"),
    N_("lion"),
    N_("mouse"),
    N_("octopus"),
    N_("owl"),
    N_("penguin"),
    N_("pig"),
    N_("rabbit"),
    N_("sheep"),
    N_("snail"),
    N_("squirrel"),
    N_("turtle"),
    N_("whale"),
)
PASSWORD_PICTURES = (
    N_("apple"),
    N_("ball"),
    N_("balloon"),
    N_("bicycle"),
    N_("boat"),
    N_("car"),
    N_("clock"),
    N_("cup"),
    N_("drum"),
    N_("flower"),
    N_("hat"),
    N_("house"),
    N_("key"),
    N_("kite"),
    N_("moon"),
    N_("scissors"),
    N_("star"),
    N_("train"),
    N_("tree"),
    N_("umbrella"),
)
