"""Credits built from parts parse back to the parts they were built from."""

from __future__ import annotations

import random

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit

CUES = {
    "en": ["Photo by ", "Photo: ", "Photograph: ", "Image: ", "Credit: ", "© ", "Picture: "],
    "de": ["Foto: ", "Bild: ", "© ", "Bildquelle: ", "Fotos: ", "Quelle: "],
    "fr": ["Photo : ", "Crédit photo : ", "© "],
    "es": ["Foto: ", "Crédito: ", "Fuente: "],
    "pt": ["Foto: ", "Imagem: "],
    "it": ["Foto: ", "(Foto) "],
    "nl": ["Beeld: ", "Foto: "],
    "sv": ["Foto: ", "Bild: "],
    "no": ["Foto: "],
    "da": ["Foto: "],
    "fi": ["Kuva: "],
    "pl": ["Fot. ", "Źródło: "],
    "ru": ["Фото: "],
    "tr": ["Fotoğraf: "],
    "vi": ["Ảnh: "],
    "id": ["Foto: "],
    "zu": ["Isithombe: "],
    "el": ["Φωτογραφία: "],
    "he": ["צילום: "],
    "ar": ["تصوير: "],
}
PEOPLE = [
    "Ida Lund", "Peter van der Meer", "J. R. Okafor", "MARTA NOWAK", "Anne-Marie Dubois", "José Luis Ortega", "Olena Šimková",
    "D'Arcy Quinn", "Nguyễn Văn Bình", "Søren Ærø", "María de la Cruz", "Kim O'Neill",
]  # fmt: skip
AGENCIES = [
    "AP",
    "AFP",
    "Reuters",
    "dpa",
    "EPA",
    "EFE",
    "Getty Images",
    "picture alliance",
    "Keystone",
    "NurPhoto",
    "Imago",
]
CARRIERS = ["Getty Images", "Reuters", "AP", "Imago"]
SEPARATORS = ["/", " / ", " | "]
CAPTIONS = {
    "": "",
    "en": "The bridge was opened on Tuesday. ",
    "de": "Die Brücke wurde am Dienstag eröffnet. ",
    "fr": "Le pont a été ouvert mardi. ",
    "es": "El puente fue inaugurado el martes. ",
}


def cases():
    choose = random.Random(20_26)
    for language, cues in CUES.items():
        for cue in cues:
            for _ in range(12):
                yield case(choose, cue, CAPTIONS.get(language, ""))
    for _ in range(120):
        yield case(choose, "", CAPTIONS[choose.choice(["", "en", "de", "fr", "es"])])


def case(choose, cue, caption):
    person = choose.choice(PEOPLE)
    agencies = choose.sample(AGENCIES, choose.choice([1, 1, 1, 2]))
    via = choose.choice([None, None, *CARRIERS])
    via = None if via in agencies else via
    pool = choose.random() < 0.2
    slash = choose.choice(SEPARATORS)
    parts = [person, *(["POOL"] if pool else []), *agencies]
    if via is None and choose.random() < 0.4:
        parts = [*agencies, *(["Pool"] if pool else []), person]
    body = slash.join(parts) + (f" via {via}" if via else "")
    credit = cue + body
    line = f"{caption}({credit})" if choose.random() < 0.4 and not cue.startswith("(") else caption + credit
    return line, person, agencies, via, pool


CASES = list(dict.fromkeys((line, person, tuple(agencies), via, pool) for line, person, agencies, via, pool in cases()))


def test_there_are_hundreds_of_cases():
    assert len(CASES) > 500


@pytest.mark.parametrize(("line", "person", "agencies", "via", "pool"), CASES)
def test_parts_come_back(line, person, agencies, via, pool):
    credit = find_credit(line, load_directory())
    assert credit is not None
    assert credit.photographers == (person,)
    assert credit.agencies == agencies
    assert credit.via == ((via,) if via else ())
    assert credit.pool is pool
    assert line[credit.start : credit.end] == credit.text
