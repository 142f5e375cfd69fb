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
    "cs": {
        "access-text": "Text lze zvětšit, změnit jeho barvy, nechat si jej "
        "předčítat nebo číst v Braillově písmu.",
        "access-images": "Každý obrázek je popsán slovy.",
        "access-no-alt": "Některé obrázky nejsou popsány slovy.",
        "access-longer": "Mapy a obrázky, které to potřebují, jsou popsány podrobně.",
        "access-tables": "Sloupce tabulek mají záhlaví.",
        "access-formulas": "Vzorce lze předčítat.",
        "access-index": "Rejstřík obsahuje odkazy.",
        "access-pages": "Strany původního vydání jsou vyznačeny a vypsány.",
        "access-own-pages": "Strany tištěného vydání, kromě prázdných, jsou vyznačeny a "
        "vypsány.",
    },
    "el": {
        "access-text": "Το κείμενο μπορεί να μεγεθυνθεί, να αλλάξει χρώματα, να "
        "ακουστεί ή να διαβαστεί σε γραφή Braille.",
        "access-images": "Κάθε εικόνα περιγράφεται με λόγια.",
        "access-no-alt": "Ορισμένες εικόνες δεν περιγράφονται με λόγια.",
        "access-longer": "Οι χάρτες και οι εικόνες που το χρειάζονται περιγράφονται "
        "αναλυτικά.",
        "access-tables": "Οι στήλες των πινάκων έχουν επικεφαλίδες.",
        "access-formulas": "Οι τύποι μπορούν να ακουστούν.",
        "access-index": "Το ευρετήριο έχει συνδέσμους.",
        "access-pages": "Οι σελίδες της αρχικής έκδοσης σημειώνονται και απαριθμούνται.",
        "access-own-pages": "Οι σελίδες της έντυπης έκδοσης, εκτός από τις κενές, "
        "σημειώνονται και απαριθμούνται.",
    },
    "nl": {
        "access-text": "De tekst kan worden vergroot, van kleur veranderd, "
        "voorgelezen of in braille gelezen.",
        "access-images": "Elke afbeelding is in woorden beschreven.",
        "access-no-alt": "Sommige afbeeldingen zijn niet in woorden beschreven.",
        "access-longer": "Kaarten en figuren zijn waar nodig uitvoerig beschreven.",
        "access-tables": "Kolommen van tabellen hebben koppen.",
        "access-formulas": "Formules kunnen worden voorgelezen.",
        "access-index": "Er is een register met koppelingen.",
        "access-pages": "De pagina’s van de oorspronkelijke uitgave zijn aangegeven "
        "en opgesomd.",
        "access-own-pages": "De pagina’s van de gedrukte uitgave zijn, op lege na, "
        "aangegeven en opgesomd.",
    },
    "pl": {
        "access-text": "Tekst można powiększyć, zmienić jego kolory, odsłuchać lub "
        "czytać alfabetem Braille’a.",
        "access-images": "Każda ilustracja jest opisana słowami.",
        "access-no-alt": "Niektóre ilustracje nie są opisane słowami.",
        "access-longer": "Mapy i rysunki, które tego wymagają, są opisane szczegółowo.",
        "access-tables": "Kolumny tabel mają nagłówki.",
        "access-formulas": "Wzory można odsłuchać.",
        "access-index": "Indeks zawiera odsyłacze.",
        "access-pages": "Strony wydania oryginalnego są oznaczone i wymienione.",
        "access-own-pages": "Strony wydania drukowanego, oprócz pustych, są oznaczone i "
        "wymienione.",
    },
    "pt": {
        "access-text": "O texto pode ser ampliado, mudado de cor, ouvido ou lido em "
        "braille.",
        "access-images": "Todas as imagens estão descritas em palavras.",
        "access-no-alt": "Algumas imagens não estão descritas em palavras.",
        "access-longer": "Os mapas e figuras que o exigem estão descritos em pormenor.",
        "access-tables": "As colunas das tabelas têm cabeçalhos.",
        "access-formulas": "As fórmulas podem ser ouvidas.",
        "access-index": "O índice remissivo tem ligações.",
        "access-pages": "As páginas da edição original estão marcadas e listadas.",
        "access-own-pages": "As páginas da edição impressa, exceto as em branco, estão "
        "marcadas e listadas.",
    },
    "uk": {
        "access-text": "Текст можна збільшити, змінити його кольори, слухати або "
        "читати шрифтом Брайля.",
        "access-images": "Кожне зображення описане словами.",
        "access-no-alt": "Не всі зображення описані словами.",
        "access-longer": "Карти й рисунки, які цього потребують, описані докладно.",
        "access-tables": "Стовпці таблиць мають заголовки.",
        "access-formulas": "Формули можна прослухати.",
        "access-index": "Є покажчик із посиланнями.",
        "access-pages": "Сторінки оригінального видання позначені й перелічені.",
        "access-own-pages": "Сторінки друкованого видання, крім порожніх, позначені й "
        "перелічені.",
    },
}
