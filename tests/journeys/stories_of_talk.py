"""Stories of the line and of talks with an operator."""

from typing import Final

from bot.flows import talk, waiting
from tests.journeys.steps import (
    at_home,
    operator,
    operator_writes,
    picks,
    sees,
    sees_nothing,
    starts,
    story,
    types,
    waits,
)

CODE: Final = "4821 5937 6012 4598"
IN_LINE: Final = (
    operator("goes on shift"),
    *at_home(),
    *picks("go.handover", "card", "send"),
    sees(waiting.IN_LINE, options=("stop", "go.plan", "go.danger", "exit")),
)
IN_TALK: Final = (*IN_LINE, operator("takes the next"), operator("begins"))

STORIES: Final = (
    story(
        "a talk from the line to its end",
        IN_LINE,
        operator("takes the next"),
        sees(waiting.READING),
        operator("begins"),
        types(
            kk="жаза аламын, бірақ ұзақ емес",
            ru="могу писать, но недолго",
            en="i can write but not for long",
        ),
        operator_writes(
            kk="Жақсы, қысқа жазайық. Қазір қасыңызда біреу бар ма?",
            ru="Хорошо, будем писать коротко. Сейчас рядом кто-то есть?",
            en="All right, we keep it short. Is anybody near you now?",
        ),
        types(
            kk="2 бала, басқа ешкім жоқ", ru="2 детей, больше никого", en="2 children, nobody else"
        ),
        operator("sends a card", "police"),
        sees("102"),
        operator("ends", "closing_heard"),
        sees(talk.SHALL_I_CLEAR, options=("clear", "not_now")),
        picks("clear"),
        sees_nothing(),
    ),
    story(
        "nobody is on shift, and a code keeps the place",
        operator("goes on shift"),
        at_home(),
        picks("go.handover", "card", "send"),
        operator("goes off shift"),
        operator("is looked after"),
        sees(waiting.NOBODY, options=("code",)),
        picks("code"),
        sees(CODE),
        picks("back", "exit"),
        sees_nothing(),
        starts(),
        operator("goes on shift"),
        at_home()[1:],
        picks("go.handover", "have_code"),
        types("4821-5937-6012-4590"),
        types("4821 5937 6012 4598"),
        sees(waiting.IN_LINE),
        operator("takes the next"),
        operator("begins"),
    ),
    story(
        "it takes longer than it should",
        IN_LINE,
        waits(46),
        operator("is looked after"),
        sees(waiting.LONGER),
        waits(46),
        operator("is looked after"),
        sees(waiting.VERY_LONG),
        picks("stop"),
        sees(talk.STOPPED),
        picks("not_now"),
    ),
    story(
        "danger comes during a talk",
        IN_TALK,
        types(kk="ол есікті сындырып жатыр", ru="он ломает дверь", en="he is breaking the door"),
        sees("102"),
        operator_writes(
            kk="102-ге қоңырау шалыңыз. Осындамын.",
            ru="Позвоните 102. На связи.",
            en="Call 102. I am here.",
        ),
        picks("back"),
        types("exit"),
        sees_nothing(),
    ),
    story(
        "another operator may read",
        IN_TALK,
        operator("asks to hand on"),
        sees(talk.MAY_ANOTHER_READ, options=("agree", "refuse")),
        picks("refuse"),
        sees(talk.STAYED),
        operator("asks to hand on"),
        picks("agree"),
        sees(waiting.IN_LINE),
        operator("takes the next"),
        operator("begins"),
        picks("end", "go_on", "end", "end_now"),
        sees(talk.OVER_BY_HER),
    ),
)
