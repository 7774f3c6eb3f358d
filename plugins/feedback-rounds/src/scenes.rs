//! What the sentences are about. The order of the settings is part of the contract: studies take the first so many.
//!
//! A setting has eight scenes, and each scene two common words that the sentence has to use. Everything else that is asked
//! of a sentence is drawn, of the same kinds for every scene, so that no round is harder than another by design.

/// The most rounds an episode can have: the scenes of a setting.
pub(crate) const SCENES: usize = 8;

/// One item of the family.
pub(crate) struct Setting {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) scenes: [Scene; SCENES],
}

/// What one sentence is about.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) told: &'static str,
    /// Two words that the sentence has to use, in this form.
    pub(crate) words: [&'static str; 2],
}

const fn scene(told: &'static str, words: [&'static str; 2]) -> Scene {
    Scene { told, words }
}

#[rustfmt::skip]
pub(crate) const SETTINGS: [Setting; 16] = [
    Setting { id: "harbour", title: "At a harbour", scenes: [
        scene("A ferry leaves late.", ["rope", "horn"]),
        scene("An old boat is painted.", ["brush", "sun"]),
        scene("A crane lifts the wrong box.", ["chain", "shout"]),
        scene("Fog comes in before noon.", ["lamp", "shore"]),
        scene("A net is mended on the quay.", ["knot", "hand"]),
        scene("Two sailors wait for news.", ["bench", "letter"]),
        scene("A seal watches the divers.", ["head", "stone"]),
        scene("The last catch is sold.", ["ice", "basket"]),
    ] },
    Setting { id: "kitchen", title: "In a restaurant kitchen", scenes: [
        scene("The soup has been salted twice.", ["spoon", "lid"]),
        scene("A new cook peels onions.", ["tear", "knife"]),
        scene("The oven will not light.", ["match", "door"]),
        scene("A plate comes back untouched.", ["note", "table"]),
        scene("Bread is taken out at dawn.", ["crust", "rack"]),
        scene("The delivery holds too many lemons.", ["crate", "list"]),
        scene("A guest asks for the recipe.", ["secret", "butter"]),
        scene("Everyone eats together at midnight.", ["chair", "rice"]),
    ] },
    Setting { id: "school", title: "In a village school", scenes: [
        scene("The heating fails in winter.", ["coat", "chalk"]),
        scene("A pupil finds a bird in the hall.", ["nest", "desk"]),
        scene("Two friends share a bicycle.", ["hill", "bell"]),
        scene("The globe has lost a country.", ["shelf", "dust"]),
        scene("A test is handed back.", ["line", "ear"]),
        scene("The choir practises without a teacher.", ["song", "radio"]),
        scene("Someone has watered the wrong plant.", ["leaf", "tin"]),
        scene("The caretaker tells an old story.", ["broom", "child"]),
    ] },
    Setting { id: "night-train", title: "On a night train", scenes: [
        scene("A passenger cannot find the right car.", ["bag", "aisle"]),
        scene("The train halts in open country.", ["field", "clock"]),
        scene("A child sees the sea for the first time.", ["nose", "glass"]),
        scene("The conductor pours tea for a stranger.", ["sugar", "stain"]),
        scene("Someone snores in the next berth.", ["ceiling", "shoe"]),
        scene("A border is crossed at three.", ["stamp", "torch"]),
        scene("Two students play cards.", ["ace", "coin"]),
        scene("The station is smaller than expected.", ["roof", "dog"]),
    ] },
    Setting { id: "garden", title: "In an allotment garden", scenes: [
        scene("Slugs have eaten the lettuce.", ["bucket", "rain"]),
        scene("The neighbour's apples fall over the fence.", ["ladder", "jar"]),
        scene("A shed is built without a plan.", ["nail", "board"]),
        scene("The well runs dry in August.", ["hose", "dirt"]),
        scene("A hedgehog sleeps in the compost.", ["fork", "straw"]),
        scene("The first beans are picked.", ["apron", "bowl"]),
        scene("An old gardener names the roses.", ["thorn", "label"]),
        scene("Frost is forecast for the night.", ["sheet", "lantern"]),
    ] },
    Setting { id: "theatre", title: "Behind a stage", scenes: [
        scene("The curtain sticks halfway.", ["cord", "silence"]),
        scene("An actor forgets a name.", ["script", "sweat"]),
        scene("The king's beard will not hold.", ["glue", "chin"]),
        scene("Snow is thrown from above.", ["paper", "bridge"]),
        scene("The last row cannot hear.", ["throat", "tailor"]),
        scene("A cat walks on during the duel.", ["sword", "tail"]),
        scene("The lights go out too soon.", ["cable", "candle"]),
        scene("The costumes are packed away.", ["trunk", "moth"]),
    ] },
    Setting { id: "mountain-hut", title: "In a mountain hut", scenes: [
        scene("A storm keeps the hikers inside.", ["stove", "window"]),
        scene("The path is hidden under snow.", ["pole", "track"]),
        scene("The keeper counts the blankets.", ["shelf", "breath"]),
        scene("Somebody has lost a boot.", ["sock", "stairs"]),
        scene("A helicopter brings flour.", ["sack", "noise"]),
        scene("Two climbers argue over the route.", ["ridge", "pencil"]),
        scene("Goats lick the salt off the rails.", ["bell", "tongue"]),
        scene("The visitors' book is full.", ["ink", "verse"]),
    ] },
    Setting { id: "library", title: "In a town library", scenes: [
        scene("A book comes back after forty years.", ["stain", "shelf"]),
        scene("Someone reads aloud without noticing.", ["voice", "lamp"]),
        scene("The lift stops between two floors.", ["cart", "button"]),
        scene("A reader asks for the sad ones.", ["smile", "card"]),
        scene("The atlas opens at a missing page.", ["island", "thread"]),
        scene("Children build a tent of newspapers.", ["tape", "chair"]),
        scene("A dried flower falls from a novel.", ["carpet", "hand"]),
        scene("The reading room is repainted.", ["ladder", "echo"]),
    ] },
    Setting { id: "hospital", title: "In a hospital at night", scenes: [
        scene("A nurse hums in the corridor.", ["shoes", "door"]),
        scene("The coffee machine breaks down.", ["coin", "doctor"]),
        scene("A patient writes a long letter.", ["pen", "blanket"]),
        scene("Twins are born an hour apart.", ["clock", "aunt"]),
        scene("The wrong tray is served.", ["toast", "bed"]),
        scene("An old man tells a joke.", ["tooth", "curtain"]),
        scene("The ambulance returns empty.", ["rain", "seat"]),
        scene("A visitor has fallen asleep.", ["hat", "orange"]),
    ] },
    Setting { id: "workshop", title: "In a repair shop", scenes: [
        scene("A clock is mended too well.", ["spring", "dial"]),
        scene("Nobody remembers whose radio this is.", ["label", "dust"]),
        scene("The apprentice drops the smallest screw.", ["floor", "torch"]),
        scene("A toaster holds an old coin.", ["tongs", "bread"]),
        scene("A customer pays in eggs.", ["bench", "hens"]),
        scene("The sewing machine runs backwards.", ["needle", "cloth"]),
        scene("A lamp flickers only on Sundays.", ["bulb", "table"]),
        scene("The oldest tool is retired.", ["handle", "drawer"]),
    ] },
    Setting { id: "market", title: "On a street market", scenes: [
        scene("The scales show too little.", ["stone", "hand"]),
        scene("A gust takes the awning.", ["pole", "hat"]),
        scene("The cheese is cut too thick.", ["wire", "nose"]),
        scene("Somebody sells a broken mirror.", ["sky", "price"]),
        scene("A dog guards the sausages.", ["leash", "tail"]),
        scene("The baker has run out of change.", ["coin", "roll"]),
        scene("Two sellers trade their stalls.", ["table", "oranges"]),
        scene("The square is swept at dusk.", ["broom", "leaf"]),
    ] },
    Setting { id: "island", title: "On a small island", scenes: [
        scene("The post boat cannot land.", ["sack", "rock"]),
        scene("A whale bone is found.", ["sand", "child"]),
        scene("The lighthouse gets a new lens.", ["stairs", "glass"]),
        scene("Sheep stand on the landing strip.", ["pilot", "horn"]),
        scene("The only shop is closed for a wedding.", ["door", "note"]),
        scene("A bridge is talked about again.", ["beer", "hall"]),
        scene("The last speaker of a dialect sings.", ["tape", "hearth"]),
        scene("A storm takes the bathing huts.", ["board", "shore"]),
    ] },
    Setting { id: "observatory", title: "In an observatory", scenes: [
        scene("Clouds cover the comet.", ["dome", "hour"]),
        scene("A moth sits on the lens.", ["cloth", "breath"]),
        scene("The oldest chart has an error.", ["ruler", "ink"]),
        scene("A class visits at midnight.", ["torch", "stairs"]),
        scene("The telescope turns by itself.", ["cable", "heel"]),
        scene("A star is named after a dog.", ["letter", "tail"]),
        scene("The town leaves its lights on.", ["hill", "lamp"]),
        scene("Someone hears a signal in the noise.", ["radio", "chair"]),
    ] },
    Setting { id: "flat-share", title: "In a shared flat", scenes: [
        scene("The washing-up has grown into a tower.", ["plate", "sink"]),
        scene("A cake disappears from the fridge.", ["crumb", "shelf"]),
        scene("The landlord comes unannounced.", ["door", "towel"]),
        scene("Somebody practises the trumpet.", ["wall", "ear"]),
        scene("The heating bill is read aloud.", ["coat", "table"]),
        scene("A fourth person moves in.", ["box", "stairs"]),
        scene("The plant by the window blooms at last.", ["leaf", "dirt"]),
        scene("They cook for the whole house.", ["lid", "onion"]),
    ] },
    Setting { id: "post-office", title: "In a village post office", scenes: [
        scene("A parcel hums on the shelf.", ["string", "ear"]),
        scene("The last stamp is torn.", ["drawer", "sigh"]),
        scene("Somebody writes to a dead friend.", ["ink", "bench"]),
        scene("The postman has a flat tyre.", ["bag", "road"]),
        scene("A letter has no address.", ["lamp", "smell"]),
        scene("Two widows meet every Friday.", ["chair", "tale"]),
        scene("The scales are out of order.", ["sack", "coin"]),
        scene("The office will close for good.", ["sign", "stove"]),
    ] },
    Setting { id: "farm", title: "On a hill farm", scenes: [
        scene("The dog herds the geese.", ["barn", "road"]),
        scene("A calf is born in the snow.", ["straw", "breath"]),
        scene("The tractor will not start.", ["key", "boot"]),
        scene("Hay is brought in before the storm.", ["rope", "sky"]),
        scene("A city cousin learns to milk.", ["stool", "tin"]),
        scene("The rooster crows at noon.", ["roof", "nail"]),
        scene("An owl lives in the loft.", ["beam", "dust"]),
        scene("The oldest pear tree falls.", ["saw", "child"]),
    ] },
];
