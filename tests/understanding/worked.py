"""A list of messages with one clear meaning each, and the letters in which people type them."""

from typing import Final

from bot.domain.meaning import Intent

KAZAKH: Final = {
    "күйеуім мені қазір ұрып жатыр": Intent.DANGER_NOW,
    "есікті сындырып жатыр, өлтірем дейді": Intent.DANGER_NOW,
    "өмір сүргім келмейді, өлгім келеді": Intent.SELF_HARM,
    "Алматыда қай жерде дағдарыс орталығы бар": Intent.FIND_CENTRE,
    "қорғау нұсқамасын қалай алуға болады": Intent.PROTECTIVE_ORDER,
    "қорғау нұсқамасы бар, бірақ ол оны бұзып үйге келді": Intent.ORDER_VIOLATED,
    "полицияға арызды қалай жазамын": Intent.REPORT_POLICE,
    "полиция арызымды қабылдамай қойды": Intent.POLICE_INACTION,
    "денемдегі көгерген жерлерді қалай дәлелдеймін": Intent.EVIDENCE,
    "ажырасқым келеді, балалар кіммен қалады": Intent.DIVORCE_CHILDREN,
    "тегін адвокат қайдан табамын": Intent.LEGAL_AID,
    "ол менің жалақымды тартып алады, ақша бермейді": Intent.ECONOMIC_ABUSE,
    "күйеуім телефонымды тексереді, хаттарымды оқиды": Intent.STALKING_DIGITAL,
    "мені алып қашып кетті, үйіме қайтқым келеді": Intent.FORCED_MARRIAGE,
    "маманмен сөйлескім келеді": Intent.TALK_TO_OPERATOR,
    "көршім әйелін ұрады, қалай көмектесемін": Intent.HELPING_OTHER,
    "бұл жасырын ба, менің жазғанымды кім көреді": Intent.PRIVACY,
    "балаларға жәрдемақыны қалай алуға болады": Intent.SOCIAL_SUPPORT,
    "сәлеметсіз бе": Intent.GREETING,
    "көп рахмет, сау болыңыз": Intent.THANKS_BYE,
}
RUSSIAN: Final = {
    "муж сейчас меня избивает, помогите": Intent.DANGER_NOW,
    "он ломает дверь и кричит что убьёт": Intent.DANGER_NOW,
    "я больше не хочу жить": Intent.SELF_HARM,
    "где в Астане кризисный центр": Intent.FIND_CENTRE,
    "как получить защитное предписание": Intent.PROTECTIVE_ORDER,
    "есть защитное предписание, а он опять пришёл": Intent.ORDER_VIOLATED,
    "как написать заявление в полицию на мужа": Intent.REPORT_POLICE,
    "участковый не принял моё заявление": Intent.POLICE_INACTION,
    "как снять побои и доказать": Intent.EVIDENCE,
    "хочу развестись, с кем останутся дети": Intent.DIVORCE_CHILDREN,
    "где найти бесплатного адвоката": Intent.LEGAL_AID,
    "муж забирает мою зарплату и не даёт денег": Intent.ECONOMIC_ABUSE,
    "он читает мои сообщения и следит по телефону": Intent.STALKING_DIGITAL,
    "родители заставляют меня выйти замуж": Intent.FORCED_MARRIAGE,
    "какие вещи собрать, чтобы уйти от мужа незаметно": Intent.SAFETY_PLAN,
    "соедините меня с живым человеком": Intent.TALK_TO_OPERATOR,
    "это анонимно? кто увидит мои сообщения": Intent.PRIVACY,
    "как оформить пособие на детей": Intent.SOCIAL_SUPPORT,
    "здравствуйте": Intent.GREETING,
    "спасибо большое, до свидания": Intent.THANKS_BYE,
}
ENGLISH: Final = {
    "my husband is beating me right now": Intent.DANGER_NOW,
    "he is breaking the door and says he will kill me": Intent.DANGER_NOW,
    "i want to kill myself": Intent.SELF_HARM,
    "where is a shelter in Almaty": Intent.FIND_CENTRE,
    "how do i get a protective order": Intent.PROTECTIVE_ORDER,
    "he broke the protective order and came again": Intent.ORDER_VIOLATED,
    "how to file a report to the police": Intent.REPORT_POLICE,
    "the police refused to take my statement": Intent.POLICE_INACTION,
    "how can i prove the bruises": Intent.EVIDENCE,
    "i want a divorce, who will the children stay with": Intent.DIVORCE_CHILDREN,
    "i need a free lawyer": Intent.LEGAL_AID,
    "my husband takes my salary and gives me no money": Intent.ECONOMIC_ABUSE,
    "he reads my messages and tracks my phone": Intent.STALKING_DIGITAL,
    "my parents are forcing me to marry": Intent.FORCED_MARRIAGE,
    "what should i pack before i leave him": Intent.SAFETY_PLAN,
    "can i talk to a real person": Intent.TALK_TO_OPERATOR,
    "my neighbour beats his wife, how can i help her": Intent.HELPING_OTHER,
    "is this chat anonymous, who can see it": Intent.PRIVACY,
    "good evening": Intent.GREETING,
    "thank you so much, goodbye": Intent.THANKS_BYE,
}
WORKED: Final = {"kk": KAZAKH, "ru": RUSSIAN, "en": ENGLISH}


def table(letters: str, others: str) -> dict[str, str]:
    """Return what each letter is replaced by."""
    return dict(zip(letters.split(), others.split(), strict=True))


KAZAKH_LETTERS: Final = "қ ғ ң ә ө ұ ү і һ"
RUSSIAN_LETTERS: Final = "й ж х ц ч ш щ ы ю я ё"
RUSSIAN_FOR_KAZAKH: Final = table(KAZAKH_LETTERS, "к г н а о у у и х")
# What all habits share.
COMMON: Final = {
    **table("а б в г д е з и к л м н о п р с т у ф э", "a b v g d e z i k l m n o p r s t u f e"),
    **dict.fromkeys("ъь", ""),
}
AS_TAUGHT: Final = table(RUSSIAN_LETTERS, "i zh kh ts ch sh shch y yu ya e")
AS_CHATTED: Final = table(RUSSIAN_LETTERS, "y j h c ch sh sh y iu ia yo")
AS_IN_BOOKS: Final = {**table(RUSSIAN_LETTERS, "j ž h c č š šč y ju ja e"), "ь": "'"}
IN_CHATS: Final = table(KAZAKH_LETTERS, "k g n a o u u i h")
AS_HEARD: Final = table(KAZAKH_LETTERS, "q gh ng a o u u i h")
OF_2018: Final = {
    **table(KAZAKH_LETTERS, "q ǵ ń á ó u ú i h"),
    **table("й и ж у я", "ı ı j ý ıa"),
}
OF_2021: Final = {
    **table(KAZAKH_LETTERS, "q ğ ñ ä ö ū ü ı h"),
    **table("й и ж ш ч я", "i i j ş ç ia"),
}
KAZAKH_IN_LATIN: Final = tuple(
    {**COMMON, **base, **kazakh}
    for base in (AS_TAUGHT, AS_CHATTED)
    for kazakh in (IN_CHATS, AS_HEARD, OF_2018, OF_2021)
)
RUSSIAN_IN_LATIN: Final = tuple({**COMMON, **base} for base in (AS_TAUGHT, AS_CHATTED, AS_IN_BOOKS))
