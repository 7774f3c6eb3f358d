//! Arabic passages. What points quote stands in the source, character for character.

use crate::passage::Passage;

#[rustfmt::skip]
pub(crate) const PASSAGES: [Passage<'_>; 7] = [
    Passage {
        id: "ar-water-meters", kind: "notice",
        title: "Notice of new water meters",
        setting: "A notice by a city's water department. The translation is for residents who do not read Arabic and have to act on it.",
        voice: "a public notice: numbered, official, and clear about who has to do what by when",
        source: "إعلان إلى السادة المواطنين\n\
            تعلن إدارة مياه النخيلة عن استبدال العدادات القديمة بعدادات رقمية في الأحياء الواقعة شرقي السكة، وذلك ابتداءً من يوم الأحد 12 رجب 1446هـ الموافق 12 يناير 2025م ولمدة ستة أسابيع، وتهيب بالمشتركين مراعاة ما يلي:\n\
            أولاً: يتولى الفنيون التركيب مجاناً، ولا يحق لأحد منهم تقاضي أي مبلغ أو إكرامية، ومن طولب بشيء من ذلك فليتصل بالرقم 177.\n\
            ثانياً: تُقطع المياه عن المبنى مدة لا تتجاوز ساعتين، بين الثامنة صباحاً وصلاة العصر، ولا عمل يومي الجمعة والسبت.\n\
            ثالثاً: على المشترك تسديد المتأخرات قبل موعد التركيب أو تقسيطها على ما لا يزيد على ثلاث دفعات، وتُستثنى الأرامل وذوو الدخل المحدود المسجلون لدى الشؤون الاجتماعية، فتُجدول ديونهم دون دفعة أولى.\n\
            رابعاً: تُعدّ قراءة العداد القديم، كما يدوّنها الفني ويوقّع عليها المشترك أو من ينوب عنه، نهائية، ما لم يُعترض عليها خلال خمسة عشر يوماً.\n\
            خامساً: يُمنع منعاً باتاً العبث بختم العداد، ويُغرَّم المخالف مئتي دينار، تُضاعف في حال التكرار.\n\
            شاكرين حسن تعاونكم، والله ولي التوفيق.\n\
            مدير الإدارة\n\
            م. سالم بن عوض الحدّاد",
        points: &[
            "“استبدال العدادات القديمة بعدادات رقمية”: the old meters are replaced by digital ones, not the other way round",
            "“صلاة العصر”: the mid-afternoon prayer, so that a reader knows that the work ends in mid-afternoon and not in the evening",
            "“المتأخرات”: arrears, paid before the fitting or in at most three instalments; those excepted still owe, and pay no first instalment",
            "“ما لم يُعترض عليها خلال خمسة عشر يوماً”: final unless contested within fifteen days",
            "“تُضاعف في حال التكرار”: the fine of 200 dinars is doubled for a repeated offence",
            "“م. سالم”: the letter stands for engineer, a title, and not for an initial; “والله ولي التوفيق” is a closing formula",
        ],
    },
    Passage {
        id: "ar-empty-chair", kind: "fiction",
        title: "The teacher's chair",
        setting: "A very short story from a Syrian magazine. The translation is for an anthology of stories from cafés.",
        voice: "a restrained story with dialogue of few words, whose last line is left to work by itself",
        source: "كان في مقهى الحاج نعمان كرسيّ لا يجلس عليه أحد. ليس مكسوراً ولا مسكوناً، كما كان يُقال للسيّاح، وإنما كان كرسيّ الأستاذ وديع، معلّم الجغرافيا الذي خرج ذات مساء ليشتري علبة ثقاب وقال للنادل: «لا ترفع الفنجان، راجع».\n\
            ومرّت إحدى عشرة سنة. تغيّر النادل مرّتين، وتغيّر اسم الشارع ثلاثاً، وظلّ الفنجان في مكانه، يُغسل كل صباح ويُعاد مقلوباً على صحنه، كأنّ أحداً فرغ منه لتوّه وينتظر من يقرأ له طالعه.\n\
            وفي ليلة من ليالي كانون دخل رجل نحيل، ونفض المطر عن كتفيه، وقصد الكرسيّ من غير أن يلتفت. سكت النرد على الطاولات. رفع الحاج نعمان رأسه عن دفتر الديون، ونظر إليه طويلاً، ثم قال بصوت من يعاتب زبوناً تأخّر نصف ساعة: «بردت قهوتك يا أستاذ».\n\
            قال الرجل: «لست الأستاذ. أنا ابنه». ووضع على الطاولة علبة ثقاب لم تُفتح.\n\
            لم يسأله أحد شيئاً. قلب الحاج نعمان الفنجان بيده، وصبّ فيه حتى طفح، على غير عادته، وقال: «على حساب المحلّ». ثم فتح الدفتر وشطب منه سطراً، أقدم سطر فيه.",
        points: &[
            "“لا ترفع الفنجان، راجع”: don't clear the cup, I'm coming back; as short as it is spoken",
            "“ولا مسكوناً”: not haunted; not 'inhabited'",
            "“يقرأ له طالعه”: the cup is turned over as for the reading of fortunes in the coffee grounds",
            "“ليالي كانون”: a night of December or January (the name covers both months), a winter night",
            "“سكت النرد”: the dice of the backgammon players fell silent",
            "“على حساب المحلّ”: on the house; and “قلب” here is turning the cup the right way up, before pouring",
        ],
    },
    Passage {
        id: "ar-duck-in-two-languages", kind: "opinion",
        title: "A duck in two languages",
        setting: "A column from a Lebanese newspaper. The translation is for an English-language weekly on the region.",
        voice: "a playful columnist of a certain age, who laughs at himself as much as at the young",
        source: "أوصاني الطبيب بالمشي، فصرت أمشي كل صباح إلى الحديقة العامة، وهناك أسمع ما لا يوصف في وصفة. أمّ في الثلاثين تنادي طفلها: «كام هير حبيبي، شوف الدَك كيف عم تسبح!». والولد، حفظه الله، ينظر إلى البطة نظرة من يعرف عنها كل شيء إلا اسمها.\n\
            لا أريد أن أبكي على الأطلال، فقد بكى عليها من هم أفصح مني، ولا أن ألبس ثوب حارس اللغة؛ فاللغة التي تحتاج إلى حارس تحتاج أولاً إلى من يسكنها. ثم إن جدّي نفسه كان يقول «تلفون» و«أوتيل»، ولم تقع السماء على الأرض.\n\
            الذي يحزّ في نفسي شيء آخر: أن يصير الطفل ضيفاً في لغتين، يُستقبل في كلتيهما في الصالون ولا يدخل المطبخ في أيّ منهما. يعرف كيف يطلب، ولا يعرف كيف يشتم، ومن لا يحسن الشتيمة بلغة لا يحسن الاعتذار بها.\n\
            سألت الأم، وقد جمعنا المقعد: بأيّ اللغتين سيحلم؟ ضحكت وقالت: «بلغة الكرتون يا عمّو!». فعدت إلى البيت أجرّ رجليّ، وأنا الذي خرجت لأقوّي قلبي. قلت لزوجتي: هاتي حبّة الضغط. قالت: «أون ذا تيبل».",
        points: &[
            "“كام هير حبيبي”, “دَك” and “أون ذا تيبل”: English in the original; in an all-English text the mixing has to stay visible",
            "“ما لا يوصف في وصفة”: plays on 'described' and 'prescribed'; a play on words of some kind is kept",
            "“أبكي على الأطلال”: weeping over the ruins, the opening of the old Arabic odes; clear enough that “أفصح مني” makes sense",
            "“ضيفاً في لغتين”: the image of a guest let into the drawing room (“الصالون”) and never the kitchen is carried through",
            "“يا عمّو”: polite address to an older man, no relation",
            "“حبّة الضغط”: the blood-pressure pill",
        ],
    },
    Passage {
        id: "ar-upside-down", kind: "recipe",
        title: "Upside-down rice with aubergine",
        setting: "A recipe from a Levantine cookery page. The translation is for cooks abroad who have never seen the dish.",
        voice: "a recipe in a generous and teasing voice, whose steps can be followed without having seen it done",
        source: "مقلوبة الباذنجان\n\
            تكفي ستة أشخاص، أو أربعة إن كانوا من أهل الدار.\n\
            المقادير: حبّتان كبيرتان من الباذنجان، كيلو دجاج مقطّع، ثلاث كاسات أرز طويل الحبة منقوع نصف ساعة، رأس ثوم كامل، بصلة، ملعقة صغيرة من البهارات المشكّلة، رشّة قرفة، صنوبر للوجه، وزيت للقلي.\n\
            الطريقة: يُشرَّح الباذنجان سماكة إصبع، ويُملَّح ويُترك في المصفاة حتى يعرق، ثم يُنشَّف ويُقلى حتى يشقرّ. من أراد التخفيف فليدهنه بالزيت ويشوِه في الفرن، وليتحمّل عتاب الضيوف.\n\
            يُسلق الدجاج مع البصلة والبهارات، وتُنزع الزفرة كلما طفت، ويُحتفظ بالمرق.\n\
            في قدر ثقيلة تُرصّ قطع الدجاج، فوقها فصوص الثوم بقشرها، فالباذنجان، ثم يُنثر الأرز بعد تصفيته. يُسكب المرق الساخن فوق ظهر ملعقة كي لا يحفر في الأرز، حتى يعلوه بعقدة إصبع. على نار قوية إلى أن يغلي، ثم على أهدأ ما يكون نصف ساعة، والغطاء محكم.\n\
            ترتاح القدر عشر دقائق. ثم، باسم الله، يوضع الصدر فوقها وتُقلب دفعة واحدة؛ فالتردّد هنا يكلّفك الوليمة. اضرب على قعرها ثلاثاً واصبر قبل أن ترفعها. يُزيَّن الوجه بالصنوبر، ويُقدَّم معها لبن وسلطة ناعمة.",
        points: &[
            "“يوضع الصدر فوقها”: a large round serving tray is put over the pot; no breast of chicken",
            "“الزفرة”: the scum that rises as the chicken boils",
            "“بعقدة إصبع”: the stock stands a finger joint above the rice",
            "“لبن”: yoghurt in this region, not milk; “سلطة ناعمة” is a finely chopped salad, not a soft one",
            "“للوجه”: pine nuts to scatter on top when it is served; not for the face",
            "“أو أربعة إن كانوا من أهل الدار”: the joke that it serves fewer if they are one's own people is kept",
        ],
    },
    Passage {
        id: "ar-uncles-letter", kind: "letter",
        title: "An uncle writes to his nephew abroad",
        setting: "A letter from a Moroccan uncle to his nephew, who works in Europe. The translation is for the nephew's children, who read English only.",
        voice: "a warm family letter: a little ceremonious, shrewd about people, with jokes made in passing",
        source: "ولدي العزيز يونس، حفظك الله ورعاك،\n\
            بعد السلام والسؤال عن صحتك الغالية، أخبرك أننا بخير، لا ينقصنا إلا رؤية وجهك. وصلتنا الحوالة يوم الخميس، كثّر الله خيرك، غير أن أمك أقسمت ألا تمسّ منها درهماً قبل أن تعرف: أمن راتبك هي أم من دَين؟ فاكتب إليها بالصدق، وإن كان ديناً فاكتب إليّ أنا.\n\
            سألتني عن ابنة الحاج التهامي. البنت من أصل طيّب، لا يختلف عليها اثنان، وقد أنهت دراستها وتشتغل في الصيدلية. لكنّ خالك لا يخطب لغائب. انزل في عطلة الصيف، واشرب معهم الشاي، ودعها تنظر إليك هي أيضاً، فالزمن الذي كان فيه النظر من جهة واحدة ولّى، لا ردّه الله.\n\
            أما البيت، فالسقف ما زال يقطر من ناحية القبلة، والبنّاء يَعِد من جمعة إلى جمعة، و«غداً» عنده أوسع من البحر. وأما جدّتك فقد ثقل سمعها وخفّ لسانها، وهي تسلّم عليك وتقول لك: من خرج من داره قلّ مقداره. لا تأخذ على خاطرك، فهي تقولها لكل مسافر، ثم تبكي في المطبخ.\n\
            بلّغ سلامي لصاحبك الذي يطبخ، وقل له إن الكمّون لا يوضع في السمك هكذا جزافاً.\n\
            خالك المحبّ\n\
            إدريس",
        points: &[
            "“ولدي العزيز”: 'my dear boy' from an uncle, who is the mother's brother; the nephew is not his son",
            "“كثّر الله خيرك” and “حفظك الله ورعاك”: thanks and good wishes in an English that neither drops God nor sounds like a sermon",
            "“انزل في عطلة الصيف”: come home for the summer holidays; not 'descend'",
            "“لا ردّه الله”: of the time when only the man did the looking: gone, and may it never come back",
            "“ثقل سمعها وخفّ لسانها”: her hearing has grown heavy and her tongue light; the contrast is kept",
            "“من خرج من داره قلّ مقداره”: a rhymed proverb, he who leaves his house is worth less; “لا تأخذ على خاطرك”: don't take it to heart",
        ],
    },
    Passage {
        id: "ar-patience-by-the-cubit", kind: "folk tale",
        title: "Patience by the cubit",
        setting: "A tale in the manner of the old storytellers. The translation is for a collection for adults who like tales.",
        voice: "a storyteller's prose: brisk, formal in its courtesies, straight-faced to the last line",
        source: "يُحكى، والله أعلم، أن حائكاً اسمه مرزوق، في مدينة لا بحر لها، علّق على بابه لوحاً كُتب فيه: «نبيع الصبر بالذراع». فضحك الناس، وسمع به الوالي، وكان ضيّق الصدر، فجاءه متنكراً في زيّ تاجر، غير أن خاتمه فضحه.\n\
            قال: كم ثمن الذراع؟ قال مرزوق: لمثلك سبعة دنانير، تُدفع سلفاً. فدفع. قال: أين البضاعة؟ قال: على النول، ارجع بعد صلاة الجمعة. فرجع، فقال: انقطع الخيط. ورجع الثانية، فقال: مات حمار الصبّاغ. ورجع الثالثة، فوجد الباب مغلقاً ومرزوقاً في البستان يأكل البطيخ.\n\
            فاحمرّ وجه الوالي وكشف لثامه وصاح: أتعرف من أنا؟ قال: عرفتك من أول يوم، أطال الله عمرك. قال: وتماطلني وأنت تعلم أن رأسك بين يديّ؟ قال: يا مولاي، كنت قبل شهر تضرب عنق من يتأخر ساعة، وها أنت قد صبرت عليّ ثلاث جُمَع ورأسي في مكانه. هذا هو القماش، وقد لبسته على قدّك، ولم يبق لك عندي إلا ربع ذراع.\n\
            فسكت الوالي، ثم ضحك حتى بانت نواجذه، وقال: هات البطيخ. وأكلا معاً. أما ربع الذراع الباقي فلم يُسلَّم إلى يومنا هذا، ولذلك ترى صبر الحكّام ينقص دائماً قليلاً عن المقاس.",
        points: &[
            "“نبيع الصبر بالذراع”: sold by the cubit (or ell), a measure of cloth, kept to the end of the tale; not by the arm",
            "“ضيّق الصدر”: short of temper and of patience, which is the point of the tale; not narrow-chested",
            "“غير أن خاتمه فضحه”: the ring gave him away, so that the weaver knows from the first day, and “لمثلك” has its edge",
            "“ثلاث جُمَع”: three Fridays, or weeks",
            "“رأسك بين يديّ” is answered by “ورأسي في مكانه”: the same head in both, with no loss of the reply",
            "“حتى بانت نواجذه”: laughed until his back teeth showed, a set phrase for hearty laughter",
        ],
    },
    Passage {
        id: "ar-cup-semifinal", kind: "sports report",
        title: "A draw that tastes of defeat",
        setting: "A match report from an Arab sports daily. The translation is for the English pages of the same paper.",
        voice: "a football report as British papers print them: fast, idiomatic, partial to the telling detail",
        source: "خرج «نسور الوادي» من ملعبهم أمس بتعادل بطعم الخسارة أمام «اتحاد البحيرة» بهدفين لمثلهما، في ذهاب نصف نهائي الكأس، بعدما كانوا متقدمين بهدفين نظيفين حتى الدقيقة الثالثة والثمانين.\n\
            بدأ أصحاب الأرض ضاغطين، ولم يكد الجمهور يجلس حتى هزّ رامي دغيم الشباك برأسية من ركنية نفّذها القائد حسام. وقبيل الاستراحة ضاعف شادي عيد النتيجة من علامة الجزاء، رغم احتجاج الضيوف على الحكم الذي لم يرجع إلى تقنية الفيديو.\n\
            وفي الشوط الثاني لعب المدرب التونسي نبيل الجريبي بالنار حين سحب مهاجميه الاثنين دفعة واحدة. «أردت أن أريحهما للإياب»، قال بعد المباراة، وهو عذر أقبح من ذنب في رأي المدرجات التي ودّعته بالصفير. فقد استغل الضيوف المساحات، وقلّص البديل عمر سعد الفارق بتسديدة ارتطمت بالقائم ودخلت، ثم خطف التعادل في الوقت بدل الضائع من خطأ لا يُغتفر للحارس، الذي كان حتى تلك اللحظة نجم اللقاء بلا منازع.\n\
            وبذلك يكفي «اتحاد البحيرة» التعادل السلبي أو بهدف لمثله في لقاء الإياب يوم 27 الجاري، إذ يُحتسب الهدف خارج الأرض بهدفين عند التساوي. أما الحارس فقد غادر وحيداً من الباب الخلفي، وعلى كتفيه منشفة وهموم مدينة.",
        points: &[
            "“بهدفين لمثلهما” is 2-2 and “بهدفين نظيفين” 2-0; no 'two clean goals'",
            "“ذهاب” and “الإياب”: the first leg and the return leg",
            "“التعادل السلبي”: a goalless draw, not a negative one; it would be enough for the visitors because away goals count double",
            "“عذر أقبح من ذنب”: an excuse worse than the offence",
            "“ودّعته بالصفير”: whistled him off, in disapproval; for British readers, booed",
            "“ثم خطف التعادل”: the same substitute, Omar Saad, equalised in stoppage time (“الوقت بدل الضائع”); “27 الجاري” is the 27th of this month",
        ],
    },
];
