//! Spanish passages, from both sides of the Atlantic. What points quote stands in the source, character for character.

use crate::passage::Passage;

#[rustfmt::skip]
pub(crate) const PASSAGES: [Passage<'_>; 8] = [
    Passage {
        id: "es-owners-meeting", kind: "minutes",
        title: "Minutes of an owners' meeting",
        setting: "Minutes of the owners of a block of flats in Spain. The translation is for an owner who lives abroad and was not there.",
        voice: "formal minutes with a straight face, behind which the quarrels of neighbours can be heard",
        source: "En Valdecebra, siendo las 19.30 horas del día 4 de abril, se reúne en segunda convocatoria, en el portal del inmueble, la junta ordinaria de la comunidad de propietarios de la calle del Álamo, 12, con la asistencia de once propietarios, tres de ellos representados, que suman el 58,4 % de las cuotas.\n\
            1. Cuentas. La administradora expone que el ejercicio se cerró con un saldo de 1.836,20 euros y que el piso 2.º izquierda adeuda cuatro recibos. Se acuerda reclamar el importe por vía judicial si no se satisface antes de fin de mes.\n\
            2. Ascensor. Examinados los tres presupuestos, se aprueba el más económico, con una derrama de 240 euros por vivienda y 120 por local, a girar en dos plazos. Vota en contra la propietaria del bajo A, doña Remedios Calleja, por entender que quien no usa el ascensor no tiene por qué costearlo. El presidente le recuerda que la ley no la exime.\n\
            3. Renovación de cargos. No habiendo voluntarios, se procede a sorteo. Resulta elegido don Ignacio Sanromán, que manifiesta no hallarse presente por su gusto y acepta «bajo protesta».\n\
            4. Ruegos y preguntas. Se ruega a los vecinos que no tiendan ropa mojada sobre los toldos. El del 3.º B pregunta desde cuándo los ruegos son órdenes.\n\
            No habiendo más asuntos que tratar, se levanta la sesión a las 21.10 horas, de todo lo cual, como secretaria, doy fe.",
        points: &[
            "“en segunda convocatoria”: the meeting was held on the second call, after the first lacked a quorum; not a second meeting",
            "“tres de ellos representados”: three of the eleven by proxy, and “asistencia” is attendance",
            "“derrama”: a one-off levy on the owners for the work, collected in two instalments; and “presupuestos” are quotations here, not budgets",
            "“bajo A”: the ground-floor flat, which is why its owner does not use the lift",
            "“Ruegos y preguntas”: the last item, worded so that the joke about “los ruegos son órdenes” still works",
            "“1.836,20 euros” is 1,836.20, and “el ejercicio” the financial year",
        ],
    },
    Passage {
        id: "es-umbrella-seller", kind: "fiction",
        title: "The seller of umbrellas",
        setting: "A very short story by a Spanish author. The translation is for an anthology.",
        voice: "a tender and ironic story told by a nephew, with spoken dialogue and a last line that lands",
        source: "Mi tío Anselmo vendía paraguas en un pueblo donde llovía tres veces al año, y las tres de madrugada. Cada mañana sacaba la mercancía a la acera, abría un ejemplar de muestra y se sentaba debajo, a la sombra, con cara de estar haciéndole un favor al cielo.\n\
            —¿Qué, Anselmo, cae algo? —le gritaba el del estanco.\n\
            —Caerá —contestaba él, y seguía con el crucigrama.\n\
            De niño yo creía que éramos ricos. Teníamos cuarenta y dos paraguas, y en la escuela nadie tenía más de uno. Tardé en comprender que no se come de lo que se tiene, sino de lo que se despacha, y que mi tía cosía para la calle hasta las tantas para que a él no le faltara de qué presumir.\n\
            El año de la riada estaba yo haciendo la mili. Me lo contaron luego: que el agua bajó por la calle Mayor a media tarde, con muebles y todo, y que mi tío, en vez de echar el cierre, fue de puerta en puerta regalando existencias. «De algo servirán», decía, y la gente, con el barro por la rodilla, le daba las gracias por no llevarle la contraria.\n\
            Cuando volví no le quedaba más que el de muestra. Me lo puso en la mano sin levantarse.\n\
            —Anda, ábrelo —me dijo—, que en casa trae mala suerte, pero en la ruina ya da lo mismo.",
        points: &[
            "“cae algo”: plays on rain falling and on a sale dropping in; the answer “Caerá” has to fit whatever is chosen",
            "“cosía para la calle”: she took in sewing for other people, and “hasta las tantas” is into the small hours",
            "“las tres de madrugada”: all three of those times before dawn; not at three in the morning",
            "“haciendo la mili”: doing his military service; “regalando existencias”: giving away his stock",
            "“por no llevarle la contraria”: they thanked him so as not to contradict him, not because he did not contradict them",
            "“en la ruina”: plays on the ruined house and on being ruined; the superstition about opening an umbrella indoors is shared",
        ],
    },
    Passage {
        id: "es-padding", kind: "opinion",
        title: "In praise of not saying no",
        setting: "A Sunday column from a Spanish newspaper. The translation is for an English-language magazine on life in Spain.",
        voice: "a light Sunday column with dry jokes, whose last sentence takes up the first",
        source: "Hay en este país una frase que nos define mejor que el himno, entre otras cosas porque el himno no tiene letra: «Ya te llamo y te digo algo». Quien la pronuncia no piensa llamar y quien la escucha no espera que lo hagan; ambos se despiden encantados.\n\
            Actualmente se pretende que seamos asertivos. Los manuales aseguran que decir que no es sano, y será verdad, pero a mí el único que me dice que no a la cara es el cajero automático, y no por eso le he cogido cariño. El «ya te digo algo» es una obra de ingeniería: no compromete, no ofende y, llegado el caso, permite echarle la culpa al móvil.\n\
            Mi cuñada, que trabajó once años en Róterdam, volvió convertida a la franqueza. En la primera cena dijo que el bacalao estaba salado. Lo estaba. Pero mi madre, que es muy sensible para lo suyo, no ha vuelto a guisarlo, y la otra aún no se explica por qué los domingos comemos pasta.\n\
            No propongo que mintamos. Propongo distinguir entre la mentira, que busca un provecho, y el acolchado, que solo evita que nos demos con los cantos. Un país sin acolchado sería más eficiente, no lo niego, y también más incómodo para sentarse. En fin, lo dejo aquí. Si no están de acuerdo, escríbanme, y ya les diré algo.",
        points: &[
            "“Ya te llamo y te digo algo”: a natural brush-off in English that the close (“ya les diré algo”) can repeat",
            "“el himno no tiene letra”: the Spanish anthem has no words",
            "“Actualmente se pretende”: nowadays we are expected to; neither 'actually' nor 'pretend'",
            "“decir que no es sano”: saying no is healthy; not 'say that it is not healthy'",
            "“sensible para lo suyo”: touchy about what is hers, not sensible; “la otra” is the sister-in-law",
            "“los cantos”: sharp edges, not songs, so that the image of padding (“acolchado”) holds",
        ],
    },
    Passage {
        id: "es-retiring-head", kind: "speech",
        title: "A headmistress says goodbye",
        setting: "A farewell speech at a state school in Argentina. The translation is for subtitles and a printed programme.",
        voice: "a speech to be heard: short sentences, dry humour, and feeling that she keeps on a short lead",
        source: "Buenas noches a todos, y gracias por venir con este frío. Me pidieron que fuera breve, y quien me lo pidió fue la profe de Lengua, que en veinte años no me devolvió un acta sin tachaduras.\n\
            Llegué a esta escuela en el 89, con el guardapolvo prestado y un sueldo que el lunes alcanzaba y el viernes daba risa. El director de entonces, don Ítalo, me recibió con un consejo que no figura en ningún reglamento: «Piba, a los chicos no les mientas nunca; a los inspectores, lo justo».\n\
            Hubo años bravos. En 2001 el comedor dio de comer a ciento ochenta chicos con plata para noventa, y si alguien pregunta cómo, la que sabe es Mirta, que está en la cocina y no piensa hablar. A vos, Mirta, esta escuela te debe más que al ministerio.\n\
            Se habla mucho de vocación. Yo desconfío: con ese cuento nos pagaron siempre. Lo mío fue más bien cabeza dura. Cada diciembre me juré que era el último y cada marzo me encontré comprando tizas.\n\
            A los que recién empiezan les digo una sola cosa: aprendan los nombres la primera semana. Un chico que escucha su nombre ya no está de paso. Y a ustedes, mis chicos, que hoy peinan canas y vinieron igual: no se me pongan a llorar, que el rímel lo pago en cuotas. Gracias.",
        points: &[
            "“a los inspectores, lo justo”: lie to the inspectors only as much as is needed",
            "“daba risa”: by Friday the salary (eaten by the inflation of 1989) was a joke",
            "“con plata para noventa”: with money for ninety; no silver",
            "“Cada diciembre” and “cada marzo”: the Argentine school year ends and begins then; clear without moving the months",
            "“con ese cuento nos pagaron siempre”: talk of a calling was what they were always paid with in place of money",
            "“peinan canas y vinieron igual”: who have grey hair now and came all the same; “el rímel lo pago en cuotas” is mascara bought in instalments",
        ],
    },
    Passage {
        id: "es-tethered-wind", kind: "folk tale",
        title: "How the wind came by a foot",
        setting: "A folk tale from the Peruvian highlands, written down as it is told. The translation is for a book to be read aloud to families.",
        voice: "an oral tale with its own rhythm, grave and mischievous, good to read aloud",
        source: "Cuentan en las alturas de Huayllapampa que antes el Viento no tenía casa y pedía posada de puerta en puerta. Nadie lo quería por huésped, pues entraba sin saludar y salía llevándose las tejas. Solo doña Tomasa, viuda y tejedora, le dijo una tarde: «Pase, compadre, pero me deja las ojotas afuera». El Viento, que nunca había tenido pies, se quedó pensando en el umbral tres días con sus noches, y en ese tiempo no se movió una paja en toda la puna.\n\
            La gente vino a reclamar. Sin viento no había cómo aventar la cebada.\n\
            —Comadrita, por lo que más quiera, eche a ese ocioso —le rogaba el alcalde de vara.\n\
            —Yo no he botado nunca a nadie —contestó ella—, y menos a quien me debe un favor.\n\
            Entonces hiló un ovillo de lana negra, grueso como cabeza de ternero, y le ató la punta al Viento en lo que más o menos debía ser el tobillo. «Ahora sí tiene pie, compadre. Vaya nomás a trabajar, que yo lo jalo cuando esté la merienda.»\n\
            Desde ahí sopla el Viento de día y amaina a la tardecita, cuando Tomasa recoge el hilo. Y si alguna noche ulula en las quebradas, los viejos no se asustan: dicen que a la comadre se le hizo un nudo, y siguen tomando su mate de muña. Quien no lo crea, que suba en agosto con buen poncho; y quien lo crea también, porque el frío no distingue.",
        points: &[
            "“aventar la cebada”: winnowing the barley, which is why the people need the wind; not throwing it",
            "“compadre” and “Comadrita”: neighbourly and respectful address with the polite form of 'you'; not godparents, and not 'buddy'",
            "“alcalde de vara”: the village mayor who carries a staff of office; a short gloss or a plain rendering",
            "“botado”: thrown out, in the Andean sense; “jalo” is pull",
            "“mate de muña”: a herb tea of muña, a highland mint; not yerba mate",
            "“no se movió una paja”: not a straw stirred; and the last sentence keeps its turn on believing and not believing",
        ],
    },
    Passage {
        id: "es-rural-doctor", kind: "diary",
        title: "A young doctor's second week",
        setting: "A page from the diary of a young doctor in a Mexican village. The translation is for a collection of medical writing.",
        voice: "a private diary: clipped, tired, observant and funny at her own expense",
        source: "Martes 14. Segunda semana de servicio social y ya me dicen doctorcita; todavía no sé si es cariño o rebaja. Amanecí sin luz y sin agua, o sea, como todos. Me bañé a jicarazos, me comí un bolillo del viernes y abrí el consultorio a las ocho y cacho.\n\
            Consultas: diecinueve. Una embarazada de treinta y seis semanas que se echó dos horas a pie para que le dijera que todo va bien. Dos descalabrados del jaripeo. Un señor que «nomás venía acompañando» y que, ya con la mano en la perilla, soltó que orinaba sangre desde mayo. Así son: lo importante siempre lo dicen en la puerta. Ya aprendí a despedirme despacio.\n\
            A mediodía se me acabó la insulina. Hablé a la jurisdicción y me contestaron que ahorita la mandan. Ese ahorita, según doña Licha, puede ser el jueves o puede ser nunca. Doña Licha barre la clínica desde antes de que yo naciera y sabe más que mis apuntes; hoy me corrigió una dosis con sólo levantar la ceja. Me dio pena y luego me dio risa. En ese orden.\n\
            En la tarde vino la maestra a pedirme una plática sobre métodos para los de tercero, pero «con cuidadito», por los papás. Le dije que sí. Mentí: no voy a tener ningún cuidadito.\n\
            Diez de la noche. Un grillo, la lluvia en la lámina, tres por ciento de pila. No extraño la ciudad. Bueno, la regadera sí.",
        points: &[
            "“servicio social”: the year of service that doctors owe before they qualify; not social work",
            "“cariño o rebaja”: the diminutive “doctorcita” is either affection or a marking-down of her rank",
            "“descalabrados del jaripeo”: two people with their heads split open at the rodeo",
            "“ahorita”: 'right away', whose vagueness the next sentence plays on",
            "“Me dio pena”: she was embarrassed, not sorry or in pain",
            "“una plática sobre métodos”: a talk on contraception for the third-years (about fifteen years old); a talk about 'methods' says nothing in English",
        ],
    },
    Passage {
        id: "es-pressure-cooker", kind: "product recall",
        title: "Recall of a pressure cooker",
        setting: "A recall notice from a Spanish distributor. The translation is for English-speaking customers and has to keep them safe.",
        voice: "an official recall notice: plain, complete and impossible to misread",
        source: "AVISO DE RETIRADA DE PRODUCTO\n\
            La distribuidora Menaje Orbela, S. L., en colaboración con las autoridades de consumo, procede a la retirada voluntaria de la olla a presión modelo Brisa 6 L, comercializada entre el 1 de octubre de 2023 y el 15 de marzo de 2024 (lotes 0417 a 0532, ambos inclusive; véase la base del recipiente). No están afectadas las unidades con la letra R grabada tras el lote.\n\
            Motivo. Se ha detectado que, en caso de uso prolongado a fuego vivo, la junta de la tapa puede deformarse y permitir la apertura antes de la total despresurización, con riesgo de quemaduras. Hasta la fecha constan tres incidentes, ninguno de gravedad.\n\
            Qué debe hacer. Deje de utilizar la olla inmediatamente, aunque no haya observado anomalía alguna. No intente repararla ni sustituya la junta por su cuenta: eventuales recambios adquiridos a terceros no subsanan el defecto. Entréguela en cualquier punto de venta; se le reembolsará el importe íntegro (59,90 €), con independencia de su estado y sin necesidad de presentar el tique. Si lo prefiere, solicite la recogida gratuita en el 900 000 417 (laborables, de 9 a 14 h).\n\
            Quienes hubieran cedido o revendido el producto deberán, en la medida de lo posible, poner este aviso en conocimiento de su actual poseedor. Lamentamos las molestias que esta medida, adoptada con carácter preventivo, pueda ocasionarles.",
        points: &[
            "“retirada voluntaria”: a voluntary recall, not a withdrawal or a retreat",
            "“ambos inclusive”: both end lots are included, and units with an R after the lot number are not affected",
            "“a fuego vivo”: over high heat; “junta” is the seal or gasket of the lid",
            "“eventuales recambios”: any spare parts bought elsewhere, not 'eventual'; they do not put the fault right",
            "“con independencia de su estado”: the full price back whatever condition the cooker is in, and no receipt (“tique”) needed",
            "“cedido o revendido” and “actual poseedor”: given away or resold, and the present owner; not ceded, not 'actual'",
        ],
    },
    Passage {
        id: "es-garden-pump", kind: "manual",
        title: "Starting a garden pump after winter",
        setting: "A chapter of the manual of a garden pump. The translation is for the manual's English edition.",
        voice: "an English manual: numbered instructions in the imperative, the usual technical terms, and the small joke at the end",
        source: "4. Puesta en marcha tras el invierno\n\
            4.1 Antes de conectar la bomba a la red, compruebe que el eje gira libremente. Para ello, retire la tapa trasera (cuatro tornillos de estrella) e introduzca la llave Allen de 5 mm; si opone resistencia, no lo fuerce: aplique unas gotas de aceite y espere un cuarto de hora.\n\
            4.2 Llene el cuerpo de la bomba por el tapón superior hasta que rebose. La bomba no debe funcionar nunca en seco, ni siquiera unos segundos: la garantía no cubre los daños derivados de ello.\n\
            4.3 Abra la llave de paso de la aspiración y cierre a medias la de la impulsión. Enchufe el aparato y acciónelo. Si transcurridos dos minutos no sale agua, desconecte la bomba y repita la operación desde 4.2. Si al tercer intento tampoco ceba, lo más probable es que entre aire por alguna junta.\n\
            4.4 Regule el presostato a 2,5 bar. Tenga en cuenta que los valores de arranque y de paro no son independientes: al subir uno, sube el otro.\n\
            4.5 Con heladas, vacíe la instalación aunque la bomba esté a cubierto. Basta una noche a –3 °C para agrietar la carcasa, y una carcasa soldada no vuelve a ser estanca.\n\
            Nota. El zumbido breve al detenerse es normal. No lo es que la bomba arranque sola sin que nadie haya abierto un grifo: en tal caso, revise la válvula antirretorno antes de echarle la culpa al vecino.",
        points: &[
            "“conectar la bomba a la red”: to the mains supply, not to a network",
            "“llave Allen” is a hex key and “llave de paso” a shut-off valve: one word, two things",
            "“aspiración” and “impulsión”: the suction side and the delivery (or discharge) side, fully open and half closed",
            "“tampoco ceba”: it still does not prime",
            "“arranque y de paro”: the cut-in and cut-out pressures of the pressure switch (“presostato”), set at 2.5 bar",
            "“estanca”: watertight; and “No lo es” says that starting by itself is not normal",
        ],
    },
];
