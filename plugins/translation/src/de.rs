//! German passages. What points quote stands in the source, character for character.

use crate::passage::Passage;

#[rustfmt::skip]
pub(crate) const PASSAGES: [Passage<'_>; 7] = [
    Passage {
        id: "de-oak-ruling", kind: "official letter",
        title: "An oak may not be felled",
        setting: "A decision of a German municipality on the felling of a tree. The translation is for the co-owner of the plot, who lives abroad and reads no German.",
        voice: "an official decision: impersonal, numbered and legally exact, with its dryness left dry",
        source: "Sehr geehrter Herr Dr. Lohbeck,\n\
            auf Ihren Antrag vom 12. Februar, hier eingegangen am 19. Februar, ergeht folgender Bescheid:\n\
            1. Das Fällen der Stieleiche (Stammumfang 186 cm in einem Meter Höhe) auf dem Flurstück 114/3 wird untersagt.\n\
            2. Ein Rückschnitt der zur Straße hin überhängenden Äste ist bis zu einem Drittel ihrer Länge zulässig, jedoch nicht in der Zeit vom 1. März bis zum 30. September.\n\
            3. Für diesen Bescheid wird eine Gebühr von 65,00 Euro erhoben.\n\
            Begründung: Der Baum ist nach der Satzung geschützt. Ihre Befürchtung, er könne »demnächst auf den Wintergarten gehen«, hat der Sachverständige beim Ortstermin nicht teilen können; die Standsicherheit ist gegeben. Dass Laub und Eicheln in Ihren Pool fallen, ist lästig, stellt aber keine unzumutbare Härte im Sinne von § 6 Abs. 2 dar. Der Umstand, dass Ihr Nachbar eine Ausnahme erhalten haben soll, führt zu keiner anderen Beurteilung; ein Anspruch auf Gleichbehandlung im Unrecht besteht nicht.\n\
            Rechtsbehelfsbelehrung: Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe schriftlich oder zur Niederschrift Widerspruch einlegen. Dieser hat hinsichtlich der Gebühr keine aufschiebende Wirkung.\n\
            Mit freundlichen Grüßen\n\
            Im Auftrag\n\
            Wibke Harms",
        points: &[
            "“Stammumfang”: the girth of the trunk (circumference), 186 cm; not its diameter",
            "“auf den Wintergarten gehen”: come down on the conservatory; the applicant's own colloquial words, quoted",
            "“erhalten haben soll”: is said to have been given an exception; the authority does not confirm it",
            "“Gleichbehandlung im Unrecht”: one cannot claim to be treated alike where the other was treated unlawfully",
            "“zur Niederschrift”: by having it written down in person at the office",
            "“keine aufschiebende Wirkung”: the fee is due even while an objection is pending; and “Satzung” is a municipal by-law",
        ],
    },
    Passage {
        id: "de-caretakers-bet", kind: "fiction",
        title: "The caretaker's bet",
        setting: "A very short story that turns on the German forms of 'you'. The translation is for readers who know no German.",
        voice: "a compact comic story, dry in its telling, that touches without saying so",
        source: "Dreierlei hatte Hausmeister Prokop sein Lebtag nicht verloren: den Schlüsselbund, die Geduld und eine Wette. So war es kein Wunder, dass im dritten Stock niemand mehr mit ihm wetten wollte, bis Fräulein Aust einzog, die schon achtzig war und auf dem Fräulein bestand.\n\
            »Ich wette«, sagte sie und stellte ihr Einkaufsnetz auf die Stufe, »dass Sie mich innerhalb eines Jahres duzen.« Prokop, der selbst den Hund vom zweiten Stock siezte, schlug ein. Um eine Flasche Eierlikör.\n\
            Sie versuchte es mit Kuchen, sie versuchte es mit einem tropfenden Hahn, der, wie sich herausstellte, nur tropfte, wenn Prokop Dienst hatte. Er reparierte, er dankte, er blieb beim Sie. Im November steckte ihre Zeitung drei Tage im Kasten. Er nahm den Generalschlüssel, klopfte trotzdem, und als nichts kam, schloss er auf.\n\
            Sie lag im Flur, bei Bewusstsein, die Hüfte, und sah ihn an wie jemand, der auf die Straßenbahn wartet. »Mensch«, rief Prokop und kniete schon, »was machst du denn für Sachen!«\n\
            Da lächelte sie, so gut es ging. »Eierlikör«, sagte sie. »Aber den guten.«\n\
            Er bestritt es noch Jahre später: Das sei ihm herausgerutscht, und Herausgerutschtes gelte nicht. Gekauft hat er ihn trotzdem. Und beim Sie, das sagte er jedem, sei man natürlich wieder geblieben.",
        points: &[
            "“duzen” and “siezte”: a reader without German must see what is bet on, at once and without a footnote, and notice when it is lost",
            "“was machst du denn für Sachen”: a shocked 'what have you gone and done', in which the familiar form can be heard or is made visible",
            "“auf dem Fräulein bestand”: she insisted on being called Fräulein (Miss) at eighty",
            "“schlug ein”: he shook hands on it",
            "“einem tropfenden Hahn”: a dripping tap",
            "“sei man natürlich wieder geblieben”: his claim, reported, that they had gone back to the formal form; the narrator does not vouch for it",
        ],
    },
    Passage {
        id: "de-replacement-bus", kind: "opinion",
        title: "In coach nine the heating works",
        setting: "A humorous column from a German daily. The translation is for an English-language paper for people who live in Germany.",
        voice: "a humorous column with long fuses and short punchlines, amused and not bitter",
        source: "Es gibt Wörter, bei denen man sich besser gleich setzt, weil man nachher stehen wird. »Schienenersatzverkehr« ist so eines: sechs Silben, kein Sitzplatz. Gemeint ist ein Bus, der so tut, als wäre er ein Zug, und dabei jeden Fehler des Zuges übernimmt, nur ohne Bordbistro.\n\
            Nun will ich nicht in das Lied einstimmen, das ohnehin jeder kann. Auf die Bahn zu schimpfen ist hierzulande, was anderswo das Wetter ist. Wer um acht Uhr fünf »typisch« murmelt, hat um acht Uhr sechs drei neue Freunde, und so manche Verspätung hat schon Ehen gestiftet, wenn auch meines Wissens keine pünktlichen.\n\
            Was mich umtreibt, ist die Durchsage. »Wir bitten um Ihr Verständnis.« Verstehen würde ich ja gern! Aber Grund ist eine »Verzögerung im Betriebsablauf«, also eine Verspätung wegen Verspätung. Meine Großmutter hätte gesagt, die Armut komme von der Pauvreté, und hätte recht gehabt wie meistens.\n\
            Neulich, kurz hinter Nebelroda, brach eine Zugbegleiterin mit allem Herkommen. »Liebe Fahrgäste«, sagte sie, »ich weiß auch nicht, was los ist. Sobald ich schlauer bin, melde ich mich. Bis dahin: In Wagen neun geht die Heizung.« Es wurde still. Dann klatschte einer, und wir zogen um, alle, mit Sack und Pack, nach Wagen neun. Gestanden haben wir auch dort. Aber mit Verständnis.",
        points: &[
            "“sechs Silben, kein Sitzplatz”: the count has to be true of the word that stands in the translation, the German one or its rendering",
            "“keine pünktlichen”: the joke is on marriages that are not on time either",
            "“die Armut komme von der Pauvreté”: a saying that explains a thing by its own name in French; the circle must be felt",
            "“Wir bitten um Ihr Verständnis”: worded so that both “Verstehen würde ich ja gern” and the last sentence can take it up",
            "“brach eine Zugbegleiterin mit allem Herkommen”: the conductor broke with all tradition; nobody broke down",
            "“Gestanden haben wir auch dort”: we stood there too, which answers the first sentence; nothing is confessed",
        ],
    },
    Passage {
        id: "de-job-reference", kind: "reference",
        title: "A reference that praises punctuality",
        setting: "A German employer's reference, in the coded style of the genre. The translation is for a personnel manager in Canada, who will weigh every word.",
        voice: "a formal reference whose praise is exactly as faint as the original's",
        source: "Frau Katharina Wendlandt, geboren am 3. Juni 1987 in Görlitz, war vom 1. April 2017 bis zum 30. September 2023 in unserem Hause als Sachbearbeiterin in der Auftragsabwicklung beschäftigt; vom 1. Mai 2019 bis zum 31. Dezember 2020 befand sie sich in Elternzeit.\n\
            Zu ihren Aufgaben gehörten im Wesentlichen die Erfassung eingehender Bestellungen, die Terminverfolgung, die Klärung von Rechnungsdifferenzen mit Kunden im In- und Ausland sowie vertretungsweise die Disposition des Fuhrparks.\n\
            Frau Wendlandt verfügt über solide Fachkenntnisse, die sie erforderlichenfalls einzusetzen wusste. Sie arbeitete mit Interesse und war stets bemüht, den hohen Anforderungen ihres Arbeitsplatzes gerecht zu werden. Besonders hervorzuheben ist ihre Pünktlichkeit. Die ihr übertragenen Aufgaben erledigte sie zu unserer Zufriedenheit.\n\
            Ihr Verhalten gegenüber Kollegen und Vorgesetzten gab zu Beanstandungen keinen Anlass. Durch ihre gesellige Art trug sie zur Verbesserung des Betriebsklimas bei. Vertrauliche Vorgänge behandelte sie diskret; über eigene Anliegen äußerte sie sich offen.\n\
            Das Arbeitsverhältnis endet im gegenseitigen Einvernehmen. Wir wünschen Frau Wendlandt auf ihrem weiteren Berufsweg alles Gute und vor allem Erfolg.\n\
            i. V. Dr. Harald Quast, Prokurist",
        points: &[
            "“zu unserer Zufriedenheit”: 'to our satisfaction', with no 'full' and no 'always' added: the grade lies in what is missing",
            "“stets bemüht”: always made an effort or endeavoured; not 'succeeded' and not 'dedicated'",
            "“gegenüber Kollegen und Vorgesetzten gab zu Beanstandungen keinen Anlass”: no grounds for complaint, not 'exemplary', and the order colleagues before superiors is kept",
            "“vertretungsweise die Disposition des Fuhrparks”: scheduling the vehicles, when standing in for others",
            "“Elternzeit”: parental leave; “Sachbearbeiterin in der Auftragsabwicklung”: a clerk in order processing",
            "“Prokurist” and “i. V.”: an authorised signatory who signs for the firm; not a procurator, not 'iv'",
        ],
    },
    Passage {
        id: "de-rooster", kind: "news report",
        title: "A rooster before the court",
        setting: "A report from a German local newspaper. The translation is for a British news site.",
        voice: "a local news report that keeps to the facts, uses the right legal words and lets the comedy come from them",
        source: "Oberlindach. Im Streit um einen Hahn haben sich die Parteien am Dienstag vor dem Landgericht auf einen Vergleich geeinigt. Danach muss der Beklagte, ein 71-jähriger Rentner, das Tier zwischen 20 und 6 Uhr in einem gedämmten Stall halten; im Gegenzug nimmt der Kläger, ein zugezogener Zahnarzt, seine Schadensersatzforderung über knapp 9.000 Euro zurück. Die Kosten werden gegeneinander aufgehoben.\n\
            Das Amtsgericht hatte die Klage noch abgewiesen: Wer aufs Land ziehe, müsse mit Hähnen rechnen. Dagegen hatte der Zahnarzt Berufung eingelegt und eine Messung vorgelegt, wonach das Krähen im Schlafzimmer 68 Dezibel erreiche. Der Vorsitzende ließ durchblicken, dass die Kammer dem Gutachten wohl gefolgt wäre; gleichwohl habe er »in dreißig Jahren keinen Hahn erlebt, der sich an ein Urteil gehalten hätte«.\n\
            Bürgermeisterin Jule Hettich (parteilos), die beide Männer mehrfach an einen Tisch zu bringen versucht hatte, sprach von einem Sieg der Vernunft, »wenn auch nach Verlängerung«. Ob der Frieden hält, bleibt abzuwarten: Wie unsere Zeitung erfuhr, soll der Zahnarzt bereits gegen das Läuten der Kirchenglocken Beschwerde eingelegt haben. Der Hahn, der auf den Namen Caruso hört, war zur Verhandlung nicht geladen.",
        points: &[
            "“Vergleich”: a settlement, not a comparison; the parties agreed and nobody was sentenced",
            "“gegeneinander aufgehoben”: each side bears its own costs and half of the court's; the costs are not waived",
            "“Amtsgericht” and “Landgericht”: the local court, and the regional court that hears the appeal (“Berufung”)",
            "“knapp 9.000 Euro”: just under 9,000 euros",
            "“wohl gefolgt wäre”: would probably have accepted the measurement; conditional, since it came to no ruling",
            "“soll der Zahnarzt bereits”: the dentist is said to have complained about the bells; “nach Verlängerung”: after extra time",
        ],
    },
    Passage {
        id: "de-comedy-without-doors", kind: "review",
        title: "A comedy of doors without a door",
        setting: "A theatre review from a German regional paper. The translation is for an international theatre magazine.",
        voice: "a witty and fair theatre review, with the barbs as sharp as they are and no sharper",
        source: "Mut muss man dem Stadttheater lassen. Wer eine Komödie, die von Türen lebt, auf einer Bühne ohne eine einzige Tür spielt, der hat sich etwas gedacht, und man sieht den ganzen Abend dabei zu, wie gedacht wird. Regisseur Benno Haslinger lässt in »Herr Kalisch zieht aus« statt der Türen Musiker auftreten: Ein Tubist ist der Eingang, eine Bratschistin die Speisekammer. Das ist eine halbe Stunde lang hinreißend, danach wird es nur noch durchgezogen.\n\
            Dabei hätte er ein Ensemble, das auch ohne Einfälle auskäme. Mareike Tolk gibt die Schwiegermutter als General a. D., der den Krieg vermisst; allein wie sie »Guten Appetit« sagt, ist das Eintrittsgeld wert. Johannes Riebe in der Titelrolle bleibt blass, was man ihm schwerlich vorwerfen kann: Er steckt zwei Akte lang in einem Schrankkoffer.\n\
            Nach der Pause hatten sich die Reihen gelichtet. Wer blieb, wurde belohnt: Im letzten Bild, wenn Kalisch endlich geht und die Tuba zum ersten Mal schweigt, ist es so still, dass man den Regen auf dem Dach hört und nicht weiß, ob er zur Inszenierung gehört. Freundlicher Applaus, ein einzelnes, aber ausdauerndes Buh. Es kam, wenn mich nicht alles täuscht, aus der Loge des Intendanten.\n\
            Wieder am 9. und 17., jeweils 19.30 Uhr; Karten ab 12 Euro, unter 26 Jahren die Hälfte.",
        points: &[
            "“Mut muss man dem Stadttheater lassen”: one has to grant the theatre its courage",
            "“durchgezogen”: after half an hour the idea is merely seen through to the end, doggedly",
            "“gibt die Schwiegermutter als General a. D.”: plays her as a retired general",
            "“bleibt blass”: makes little impression; the wardrobe trunk (“Schrankkoffer”) is the critic's excuse for him",
            "“Im letzten Bild”: in the last scene; “Inszenierung”: the production",
            "“Intendanten”: the theatre's artistic director, not an intendant or an attendant, and so the boo is a barb",
        ],
    },
    Passage {
        id: "de-fire-brigade", kind: "speech",
        title: "The fire brigade turns 125",
        setting: "A speech at the anniversary of a volunteer fire brigade in a German village. The translation is for guests from the twin town, who will hear it read.",
        voice: "a speech by a plain man who is funny, then serious, and brief in both; made for the ear",
        source: "Liebe Kameradinnen und Kameraden, verehrte Gäste, lieber Herr Landrat, der Sie gleich wieder wegmüssen,\n\
            hundertfünfundzwanzig Jahre wird unsere Wehr heute, und wenn ich so in die Runde schaue, sind einige von Anfang an dabei.\n\
            Als mein Großvater hier Kommandant war, rückte man mit dem Pferdegespann aus. Das hatte Nachteile, aber wenigstens kannte das Pferd den Heimweg, auch wenn der Kommandant nach dem Löschen noch gelöscht hatte. Heute haben wir ein Fahrzeug für vierhundertachtzigtausend Euro, davon hundertzwanzig vom Kreis, und ich darf verraten: Von der Standheizung weiß der Kreis noch nichts.\n\
            Spaß beiseite. Im letzten Jahr hatten wir einundsechzig Einsätze. Nur vierzehn davon waren Brände. Der Rest: Wasser, Öl, Bäume, Katzen und viermal Menschen, für die wir zu spät kamen. Darüber reden wir nicht gern, und gerade deshalb sage ich es heute, vor den Leuten. Wer nachts um drei aufsteht, tut das ehrenamtlich; wer danach nicht schlafen kann, tut auch das ehrenamtlich. Seit Januar gibt es bei uns jemanden, den man dann anrufen kann. Die Nummer hängt am Spind. Ruft an. Das ist kein Befehl, aber viel fehlt nicht.\n\
            Und nun bitte ich die Jugendfeuerwehr nach vorn. Ihr bekommt heute eure Helme. Sie sind euch zu groß. Das waren sie uns allen.",
        points: &[
            "“nach dem Löschen noch gelöscht hatte”: puns on putting out a fire and quenching a thirst; some pun or joke must survive",
            "“der Sie gleich wieder wegmüssen”: a friendly dig at the district's head (“Landrat”), who will leave early",
            "“davon hundertzwanzig vom Kreis”: 120,000 of the 480,000 euros from the district; not 120 euros and not a circle",
            "“ehrenamtlich”: unpaid, as volunteers; the same word both times, bitter the second time",
            "“viel fehlt nicht”: it is not an order, but it is not far off one",
            "“Kameradinnen und Kameraden”: fellow firefighters, women and men; no echo of war or party",
        ],
    },
];
