"""What an EPUB says of its own accessibility, sentence by sentence, language by language.

Each sentence is said only where it is true; see `render/epub/accessibility.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

ACCESS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "access-text": "The text can be enlarged and recoloured, and be read out or "
        "shown in Braille.",
        "access-images": "Every picture has a description in words.",
        "access-no-alt": "Some pictures have no description in words.",
        "access-longer": "Maps and figures that need it are described at length.",
        "access-tables": "Tables have heads for their columns.",
        "access-formulas": "Formulas can be read out.",
        "access-index": "There is an index with links.",
        "access-pages": "The pages of the original edition are marked and listed.",
        "access-own-pages": "The pages of the printed edition, but "
        "for blank ones, are marked and listed.",
    },
    "ru": {
        "access-text": "Текст можно увеличить, изменить его цвета, слушать или "
        "читать шрифтом Брайля.",
        "access-images": "У каждого изображения есть словесное описание.",
        "access-no-alt": "Не у всех изображений есть словесное описание.",
        "access-longer": "Карты и рисунки, которым это нужно, описаны подробно.",
        "access-tables": "У столбцов таблиц есть заголовки.",
        "access-formulas": "Формулы можно прослушать.",
        "access-index": "Есть указатель со ссылками.",
        "access-pages": "Страницы оригинального издания отмечены и перечислены.",
        "access-own-pages": "Страницы печатного издания, "
        "кроме пустых, отмечены и перечислены.",
    },
    "fr": {
        "access-text": "Le texte peut être agrandi, changé de couleurs, lu à voix "
        "haute ou affiché en braille.",
        "access-images": "Chaque image est décrite en mots.",
        "access-no-alt": "Certaines images ne sont pas décrites en mots.",
        "access-longer": "Les cartes et figures qui le demandent sont décrites en détail.",
        "access-tables": "Les colonnes des tableaux ont des en-têtes.",
        "access-formulas": "Les formules peuvent être lues à voix haute.",
        "access-index": "L’index contient des liens.",
        "access-pages": "Les pages de l’édition originale sont repérées et listées.",
        "access-own-pages": "Les pages de l’édition imprimée, sauf "
        "les pages blanches, sont repérées et listées.",
    },
    "de": {
        "access-text": "Der Text lässt sich vergrößern, umfärben, vorlesen und in "
        "Brailleschrift ausgeben.",
        "access-images": "Jedes Bild ist in Worten beschrieben.",
        "access-no-alt": "Einige Bilder sind nicht in Worten beschrieben.",
        "access-longer": "Karten und Abbildungen sind, wo nötig, ausführlich beschrieben.",
        "access-tables": "Tabellen haben Spaltenköpfe.",
        "access-formulas": "Formeln lassen sich vorlesen.",
        "access-index": "Es gibt ein Register mit Verweisen.",
        "access-pages": "Die Seiten der Originalausgabe sind markiert und aufgelistet.",
        "access-own-pages": "Die Seiten der Druckausgabe sind, "
        "außer leeren, markiert und aufgelistet.",
    },
    "it": {
        "access-text": "Il testo si può ingrandire, cambiare di colore, ascoltare o "
        "leggere in Braille.",
        "access-images": "Ogni immagine è descritta a parole.",
        "access-no-alt": "Alcune immagini non sono descritte a parole.",
        "access-longer": "Le carte e le figure che lo richiedono sono descritte per esteso.",
        "access-tables": "Le colonne delle tabelle hanno un’intestazione.",
        "access-formulas": "Le formule si possono ascoltare.",
        "access-index": "L’indice analitico contiene collegamenti.",
        "access-pages": "Le pagine dell’edizione originale sono segnate ed elencate.",
        "access-own-pages": "Le pagine dell’edizione a stampa, tranne "
        "quelle bianche, sono segnate ed elencate.",
    },
    "es": {
        "access-text": "El texto se puede ampliar, cambiar de color, escuchar o "
        "leer en braille.",
        "access-images": "Cada imagen está descrita con palabras.",
        "access-no-alt": "Algunas imágenes no están descritas con palabras.",
        "access-longer": "Los mapas y figuras que lo requieren se describen por extenso.",
        "access-tables": "Las columnas de las tablas tienen encabezado.",
        "access-formulas": "Las fórmulas se pueden escuchar.",
        "access-index": "El índice analítico tiene enlaces.",
        "access-pages": "Las páginas de la edición original están marcadas y enumeradas.",
        "access-own-pages": "Las páginas de la edición impresa, salvo "
        "las blancas, están marcadas y enumeradas.",
    },
}
