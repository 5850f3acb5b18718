"""Stories of words: what is typed freely leads on by what it means.

The words are unmistakable, so that phrases that are added later change no story.
"""

from collections.abc import Callable
from typing import Final

from bot.domain.guide import Guide
from bot.domain.text import Text
from bot.flows import (
    centres,
    harm,
    meant,
    privacy,
    settings,
    someone_else,
    topics,
    under_18,
    welcome,
)
from tests.journeys.steps import (
    Step,
    at_home,
    picks,
    sees,
    sees_nothing,
    sees_the_first_screen,
    speaks,
    speaks_another,
    speaks_as_offered,
    starts,
    story,
    types,
)

NO_OFFER: Final = ("speak.kk", "speak.ru", "speak.en")


def right(topic: str) -> Callable[[Guide], Text]:
    """Return the title of a card of counsel."""
    return lambda guide: guide.rights[topic].title


def asks_for_an_order() -> Step:
    return types(
        kk="қорғау нұсқамасын қалай алуға болады",
        ru="как получить защитное предписание",
        en="how do I get a protective order",
    )


def asks_for_a_shelter() -> Step:
    return types(
        kk="баспана қайда бар, қайда түнеймін",
        ru="где есть приют, где переночевать",
        en="where is a shelter, where can I sleep tonight",
    )


def insults() -> Step:
    return types(kk="ақымақ бот", ru="тупой бот", en="stupid bot")


STORIES: Final = (
    story(
        "typed questions lead to their cards",
        at_home(),
        asks_for_an_order(),
        sees(right("protective_order")),
        types(
            kk="полиция арызымды қабылдамады",
            ru="полиция отказалась принимать моё заявление",
            en="the police refused to take my statement",
        ),
        sees(right("police_inaction")),
        types(
            kk="қандай дәлелдер жинау керек",
            ru="какие доказательства нужно собирать",
            en="what evidence should I collect",
        ),
        sees(right("evidence")),
        types(
            kk="тірі адаммен сөйлескім келеді",
            ru="хочу поговорить с живым человеком",
            en="I want to talk to a real person",
        ),
        sees("111", options=("card",)),
    ),
    story(
        "a place is typed with and without a question",
        at_home(),
        types(
            kk="Қостанайда дағдарыс орталығы бар ма",
            ru="кризисный центр в Костанае",
            en="crisis centre in Kostanay",
        ),
        sees(options=("next", "other")),
        types(kk="Семей", ru="Семей", en="Semey"),
        sees(options=("next", "other"), without=NO_OFFER),
        types(
            kk="Астанада қорғау нұсқамасын қалай алуға болады",
            ru="как получить защитное предписание в Астане",
            en="how do I get a protective order in Astana",
        ),
        sees(right("protective_order")),
        asks_for_a_shelter(),
        sees(centres.WHERE),
        types(kk="рахмет", ru="спасибо", en="thank you"),
        sees(topics.THANKS, options=("back", "go.handover")),
        picks("back", "go.home"),
        types(kk="Талғар", ru="Талгар", en="Talgar"),
        sees(options=("next", "other")),
    ),
    story(
        "half understood words bring choices",
        at_home(),
        types(
            kk="балам мен қағаздарым туралы",
            ru="про ребёнка и про бумаги",
            en="about my child and the papers",
        ),
        sees(meant.WHICH, options=("mean.evidence", "mean.divorce_children", "go.handover")),
        picks("back"),
        sees(welcome.MENU),
        types(
            kk="балам мен қағаздарым туралы",
            ru="про ребёнка и про бумаги",
            en="about my child and the papers",
        ),
        picks("mean.divorce_children"),
        sees(right("children_divorce")),
    ),
    story(
        "words that are not understood bring the menu and a person",
        at_home(),
        picks("go.settings"),
        types(
            kk="ана жақта былай болды",
            ru="там вот так вышло",
            en="it went like that over there",
        ),
        sees(meant.NOT_CLEAR, options=("go.handover", "go.home", "back")),
        picks("back"),
        sees(settings.WHAT_TO_SET),
    ),
    story(
        "a long story is thanked for first",
        at_home(),
        types(
            kk=(
                "күйеуім үйленгеннен бері жалақымның бәрін өз картасына аударып алады, "
                "маған азық-түлікке ғана аз ғана теңге береді, әр тиыннан есеп сұрайды, "
                "чектерді тексереді, жұмысқа шығуға рұқсат бермейді, менің атыма несие алып"
                " қойды, өзімнің ақшам мүлде жоқ, балаларға аяқ киім алу үшін де одан "
                "жалынып сұраймын"
            ),
            ru=(
                "муж с самой свадьбы забирает всю мою зарплату на свою карту, выдаёт мне "
                "немного тенге только на продукты и требует отчёт за каждый чек, работать в"
                " другом месте не разрешает, оформил на меня кредит, своих денег у меня "
                "совсем нет, даже на обувь детям приходится у него просить"
            ),
            en=(
                "since the wedding my husband takes my whole salary to his own card, he "
                "gives me a little money only for food and wants a receipt for every tenge,"
                " he does not let me find another job, he took a loan in my name, I have no"
                " money of my own at all and I have to beg him even for shoes for the "
                "children"
            ),
        ),
        sees(
            meant.AFTER_STORY,
            options=("mean.economic_abuse", "go.handover", "go.questions", "go.centres", "go.plan"),
        ),
        picks("mean.economic_abuse"),
        sees(topics.MONEY, options=("right.legal_help", "plan.preparing", "go.handover")),
        picks("right.legal_help"),
        sees(right("legal_help")),
    ),
    story(
        "still in love, and whether to report",
        at_home(),
        types(
            kk="қайтып бардым, оны әлі сүйемін",
            ru="я всё ещё его люблю",
            en="I still love him",
        ),
        sees(topics.STILL_LOVE, options=("go.plan", "go.handover")),
        types(
            kk="полицияға арыз жазсам ба екен",
            ru="стоит ли мне заявлять в полицию",
            en="should I report him to the police",
        ),
        sees(topics.BOTH_SIDES, options=("right.protective_order", "go.handover")),
        picks("back"),
        sees(welcome.MENU),
    ),
    story(
        "three insults meet limits and no reproach",
        at_home(),
        insults(),
        sees(topics.OPEN_DOOR),
        insults(),
        sees(topics.OPEN_DOOR),
        insults(),
        sees(topics.LIMITS, "102", "111", options=("go.home", "go.danger")),
        asks_for_an_order(),
        sees(right("protective_order")),
    ),
    story(
        "a neighbour types",
        at_home(),
        types(
            kk="көршім әйелін ұрып жатыр",
            ru="мой сосед избивает свою жену, как ей помочь",
            en="my neighbour is beating his wife",
        ),
        sees(someone_else.HAPPENING, without=("go.questions",)),
        picks("now"),
        sees(someone_else.CALL_NOW, "102", without=("go.questions",)),
    ),
    story(
        "a man types",
        at_home(),
        types(
            kk="мен еркекпін, әйелім мені ұрады",
            ru="я мужчина, меня бьёт жена",
            en="I am a man and my wife hits me",
        ),
        sees(options=("go.questions", "go.handover", "go.centres", "go.rights", "go.plan")),
    ),
    story(
        "someone who hurts types and stays on that path",
        at_home(),
        types(
            kk="мен әйеліме қол көтеремін, тоқтағым келеді",
            ru="я поднимаю руку на жену и хочу остановиться",
            en="I hit my wife and I want to stop",
        ),
        sees(harm.IN_THIS_MINUTE, without=("go.centres", "go.rights", "go.plan")),
        asks_for_a_shelter(),
        sees(harm.IN_THIS_MINUTE, without=("go.centres", "go.rights", "go.plan")),
    ),
    story(
        "a child of 13 types and stays on that path",
        at_home(),
        types(kk="мен 13 жастамын", ru="мне 13 лет", en="I am 13"),
        sees(under_18.DANGER_NOW, without=("go.questions",)),
        asks_for_an_order(),
        sees(under_18.DANGER_NOW, without=("go.questions", "go.rights")),
    ),
    story(
        "what is this, and who can read it",
        at_home(),
        types(kk="бұл не, сіз кімсіз", ru="что это такое, кто вы", en="what is this, who are you"),
        sees(privacy.WHAT_THIS_IS),
        types(
            kk="менің айтқандарымды кім көреді",
            ru="кто увидит мои сообщения",
            en="who can see my messages",
        ),
        sees(privacy.WHAT_THIS_IS),
    ),
    story(
        "another language is offered once, in its own words",
        starts(),
        speaks_another(),
        picks("yes"),
        asks_for_an_order(),
        sees(right("protective_order")),
        asks_for_an_order(),
        sees(right("protective_order"), without=NO_OFFER),
    ),
    story(
        "the offered language is taken and the place is kept",
        starts(),
        speaks_another(),
        picks("yes"),
        asks_for_an_order(),
        speaks_as_offered(),
        sees(right("protective_order"), without=NO_OFFER),
        asks_for_an_order(),
        sees(right("protective_order"), without=NO_OFFER),
    ),
    story(
        "words of the first screen are answered once she may read",
        starts(),
        asks_for_an_order(),
        sees_the_first_screen(),
        speaks(),
        sees(welcome.MAY_READ),
        picks("yes"),
        sees(right("protective_order")),
    ),
    story(
        "the chat is to be closed at once",
        at_home(),
        picks("go.rights"),
        types(
            kk="жап чатты, ол телефонымды қарап жатыр",
            ru="закрой чат, он смотрит в мой телефон",
            en="close the chat, he is looking at my phone",
        ),
        sees_nothing(),
        starts(),
        sees_the_first_screen(),
    ),
)
