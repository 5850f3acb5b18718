"""A place is found however it is typed, and asked about where it is not certain."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.guide import Place, PlaceId, RegionId
from bot.domain.text import Counsel
from bot.knowledge.gazetteer import Gazetteer

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

REGIONAL_CENTRES = {
    "astana": "Астана|Astana|Нұр-Сұлтан|Нур-Султан|nursultan|Целиноград|Акмола",
    "almaty": "Алматы|Almaty|Алма-Ата|almata|Алма Ата",
    "shymkent": "Шымкент|Shymkent|Şımkent|Чимкент|chimkent",
    "semey": "Семей|Semey|Semei|Семипалатинск",
    "kokshetau": "Көкшетау|Кокшетау|Kokshetau|Kökşetau|Кокчетав",
    "aktobe": "Ақтөбе|Актобе|Aktobe|Aqtöbe|Актюбинск",
    "konaev": "Қонаев|Конаев|Konaev|Qonaev|Капчагай|Қапшағай|Kunaev",
    "atyrau": "Атырау|Atyrau|Atıraw|Гурьев",
    "oskemen": "Өскемен|Усть-Каменогорск|Oskemen|Öskemen|Усть Каменогорск|усткаменогорск",
    "taraz": "Тараз|Taraz|Джамбул",
    "taldykorgan": "Талдықорған|Талдыкорган|taldyqorgan|taldikorgan|Taldykorğan|Талды-Курган",
    "oral": "Орал|Уральск|Oral|Uralsk|Уралск",
    "karaganda": "Қарағанды|Караганда|Karaganda|Qarağandy|Qaraghandy|Караганды",
    "kostanay": "Қостанай|Костанай|Kostanay|Qostanai|Кустанай",
    "kyzylorda": "Қызылорда|Кызылорда|Kyzylorda|Qyzylorda|Кзыл-Орда|кызыл орда",
    "aktau": "Ақтау|Актау|Aktau|Aqtaw|Шевченко",
    "pavlodar": "Павлодар|Pavlodar|Кереку",
    "petropavl": "Петропавл|Петропавловск|Petropavl|Petropavlovsk",
    "turkistan": "Түркістан|Туркестан|Turkistan|Türkistan|Turkestan",
    "zhezkazgan": "Жезқазған|Жезказган|Zhezkazgan|Jezqazğan|Джезказган",
}
OTHER_TOWNS = {
    "stepnogorsk": "Степногорск|stepnogorsk",
    "arkalyk": "Арқалық|Аркалык|Arqalyq|arkalik",
    "rudny": "Рудный|Rudny|Rudniy|рудныи",
    "lisakovsk": "Лисаков|Лисаковск|lisakovsk",
    "kordai": "Қордай|Кордай|Kordai|Korday|Qordai",
    "temirtau": "Теміртау|Темиртау|Temirtaw",
    "satpayev": "Сәтбаев|Сатпаев|Satpaev|Satbayev|Сатбаев",
    "kaskelen": "Қаскелең|Каскелен|Qaskeleñ|kaskelen",
    "kosshy": "Қосшы|Косшы|Qosşy|Kosshy",
    "alga": "Алға|Алга|Alğa",
    "alatau": "Алатау|Alatau|Жетыген",
    "zhetisay": "Жетісай|Жетысай|Jetisai|Джетысай",
    "zhanaozen": "Жаңаөзен|Жанаозен|Janaozen|Новый Узень",
    "ekibastuz": "Екібастұз|Экибастуз|Ekibastuz",
    "kandyagash": "Қандыағаш|Кандыагаш|Мұғалжар ауданы|Мугалжарский район|в Мугалжарском районе",
}
SENTENCES = {
    "я в Рудном": "rudny",
    "Мен Талдықорғандамын": "taldykorgan",
    "из села Кордай": "kordai",
    "қаласы Семей": "semey",
    "Семей қаласында тұрамын": "semey",
    "живу в Семее": "semey",
    "в городе Алматы": "almaty",
    "Алматыданмын": "almaty",
    "алматылықпын": "almaty",
    "в Алма-Ате": "almaty",
    "Шымкенттенмін": "shymkent",
    "мы в Костанае": "kostanay",
    "Қостанайға барамын": "kostanay",
    "из Караганды": "karaganda",
    "в Караганде": "karaganda",
    "Қарағандыдан": "karaganda",
    "Усть-Каменогорске": "oskemen",
    "рядом с Петропавловском": "petropavl",
    "Мен Оралданмын": "oral",
    "Тараздамын": "taraz",
    "в Жезказгане": "zhezkazgan",
    "г. Шу": "shu",
    "i live in Kokshetau": "kokshetau",
    "муж бьет, я в Балхаше": "balkhash",
}
SLIPS = {
    "Кастанай": "kostanay",
    "Павладар": "pavlodar",
    "алматти": "almaty",
    "Астна": "astana",
    "Шымкетн": "shymkent",
    "Талдыкоргн": "taldykorgan",
    "Атыруа": "atyrau",
    "Тимиртау": "temirtau",
    "Жесказган": "zhezkazgan",
}
NOT_PLACES = [
    "",
    "   ",
    "😀",
    "питер",
    "помогите мне",
    "маған көмек керек",
    "help me please",
    "с семьей",
    "насилие в семье",
    "семейное насилие",
    "если",
    "когда",
    "ауданы",
    "город",
    "мой муж Темирлан бьёт меня",
    "ол есікті жауып қойды",
    "кеңірдегімнен қысты",
    "102",
]


def read_places() -> tuple[Place, ...]:
    known: dict[str, Any] = yaml.safe_load((KNOWLEDGE / "places.yaml").read_text("utf-8"))
    return tuple(
        Place(
            id=PlaceId(place["id"]),
            region=RegionId(place["region"]),
            name=Counsel(**place["name"]),
            also=tuple(place["also"]),
            latitude=place["latitude"],
            longitude=place["longitude"],
            kind=place["kind"],
        )
        for place in known["places"]
    )


PLACES = read_places()
GAZETTEER = Gazetteer(PLACES)


def ids(places: Iterable[Place]) -> list[str]:
    return [place.id for place in places]


def spelled(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(words, town) for town, line in names.items() for words in line.split("|")]


def place(town: str) -> Place:
    return next(place for place in PLACES if place.id == town)


@pytest.mark.parametrize(("words", "town"), spelled(REGIONAL_CENTRES) + spelled(OTHER_TOWNS))
def test_a_town_is_found_in_every_spelling(words: str, town: str) -> None:
    assert ids(GAZETTEER.find(words))[0] == town


@pytest.mark.parametrize(("words", "town"), SENTENCES.items())
def test_a_town_is_heard_in_a_sentence(words: str, town: str) -> None:
    assert ids(GAZETTEER.find(words)) == [town]


@pytest.mark.parametrize(("words", "town"), SLIPS.items())
def test_a_slip_of_the_finger_is_forgiven(words: str, town: str) -> None:
    assert ids(GAZETTEER.find(words))[0] == town


@pytest.mark.parametrize("words", NOT_PLACES)
def test_where_no_place_is_named_none_is_found(words: str) -> None:
    assert GAZETTEER.find(words) == ()


@pytest.mark.parametrize("words", ["Ақсу", "Аксу", "Абай", "Шалқар", "Ақтау", "Теректі"])
def test_a_name_of_several_places_gives_all_of_them_towns_first(words: str) -> None:
    found = GAZETTEER.find(words)
    kinds = [place.kind for place in found]

    assert len({place.region for place in found}) > 1
    assert kinds == sorted(kinds, key=["city", "town", "district_centre", "village"].index)


def test_two_towns_in_one_sentence_are_both_heard() -> None:
    assert set(ids(GAZETTEER.find("из Семея в Павлодар"))) == {"semey", "pavlodar"}


def test_the_town_zhetisay_is_not_the_region_zhetysu() -> None:
    assert ids(GAZETTEER.find("Жетісай")) == ["zhetisay"]
    assert GAZETTEER.find("Жетісу") == ()
    assert GAZETTEER.find("Zhetysu") == ()


@pytest.mark.parametrize(
    "words", ["Алматы облысы", "Алматинская область", "Almaty region", "область Абай"]
)
def test_a_region_is_not_the_town_of_its_name(words: str) -> None:
    assert GAZETTEER.find(words) == ()


def test_a_town_is_found_beside_its_region() -> None:
    assert ids(GAZETTEER.find("Алматы облысы, Талғар")) == ["talgar"]
    assert ids(GAZETTEER.find("Туркестанская область, Кентау")) == ["kentau"]


def test_a_district_of_one_name_in_several_regions_gives_every_centre() -> None:
    assert set(ids(GAZETTEER.find("Жамбыл ауданы"))) == {"uzynagash", "asa", "presnovka"}


def test_guesses_are_few() -> None:
    assert all(len(GAZETTEER.find(words)) <= 5 for words in ("карас", "актас", "акжал", "аксуу"))


@given(st.text(max_size=300))
def test_any_words_get_an_answer(words: str) -> None:
    assert all(place in PLACES for place in GAZETTEER.find(words))


def test_a_shared_point_gives_the_nearest_place() -> None:
    nearest = GAZETTEER.nearest(43.24, 76.89)

    assert nearest is not None
    assert nearest.id == "almaty"


@pytest.mark.parametrize(
    "point", [(59.94, 30.31), (0.0, 0.0), (-43.0, -76.0), (float("nan"), 70.0), (50.0, 1e400)]
)
def test_a_point_outside_the_country_gives_nothing(point: tuple[float, float]) -> None:
    assert GAZETTEER.nearest(*point) is None


def test_a_gazetteer_of_no_places_answers_too() -> None:
    empty: Gazetteer[Place] = Gazetteer(())

    assert empty.find("Алматы") == ()
    assert empty.nearest(43.24, 76.89) is None


def test_the_way_between_two_towns_is_known() -> None:
    assert GAZETTEER.distance_km(place("astana"), place("almaty")) == pytest.approx(973, abs=10)
    assert GAZETTEER.distance_km(place("semey"), place("semey")) == 0


def test_every_region_has_its_centre() -> None:
    regions = yaml.safe_load((KNOWLEDGE / "regions.yaml").read_text("utf-8"))["regions"]

    assert len(regions) == 20
    assert {region["id"] for region in regions} == {place.region for place in PLACES}
    assert all(place(region["centre"]).region == region["id"] for region in regions)
    assert all(len(words) <= 22 for region in regions for words in region["short"].values())


def test_every_town_and_every_district_centre_is_there() -> None:
    kinds = Counter(place.kind for place in PLACES)
    districts = {
        (place.region, words)
        for place in PLACES
        for words in place.spellings
        if words.endswith("ауданы")
    }

    assert kinds["city"] + kinds["town"] >= 89
    assert len(districts) >= 170
    assert len({place.id for place in PLACES}) == len(PLACES)


@pytest.mark.parametrize("known", PLACES, ids=lambda known: known.id)
def test_a_place_is_found_by_each_of_its_names_and_lies_in_the_country(known: Place) -> None:
    assert all(known in GAZETTEER.find(words) for words in known.spellings)
    assert 40 < known.latitude < 56
    assert 46 < known.longitude < 88
