//! The scales that a text can be rated on, and what their points are called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A scale of whole numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// 1 to 5, each point with a name.
    FivePoint,
    /// 1 to 7, each point with a name.
    #[default]
    SevenPoint,
    /// 0 to 100, with names at the ends and the quarters.
    HundredPoint,
}

#[rustfmt::skip]
const FIVE: [(u32, &str); 5] = [(1, "very poor"), (2, "poor"), (3, "fair"), (4, "good"), (5, "excellent")];

#[rustfmt::skip]
const SEVEN: [(u32, &str); 7] = [
    (1, "very poor"), (2, "poor"), (3, "rather poor"), (4, "fair"), (5, "rather good"), (6, "good"), (7, "excellent"),
];

#[rustfmt::skip]
const HUNDRED: [(u32, &str); 5] = [(0, "very poor"), (25, "poor"), (50, "fair"), (75, "good"), (100, "excellent")];

impl Scale {
    /// All of them.
    pub const ALL: [Scale; 3] = [Scale::FivePoint, Scale::SevenPoint, Scale::HundredPoint];

    /// The points that have names, from the lowest to the highest point of the scale.
    pub fn points(self) -> impl Iterator<Item = (u32, &'static str)> {
        self.named().iter().copied()
    }

    /// Its lowest point.
    pub fn min(self) -> u32 {
        if self == Scale::HundredPoint { 0 } else { 1 }
    }

    /// Its highest point.
    pub fn max(self) -> u32 {
        match self {
            Scale::FivePoint => 5,
            Scale::SevenPoint => 7,
            Scale::HundredPoint => 100,
        }
    }

    /// What stands above its points in the question.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Scale::FivePoint | Scale::SevenPoint => "The scale:",
            Scale::HundredPoint => "Points of the scale, with all whole numbers between them:",
        }
    }

    /// The point of this name, on a scale where each has its own.
    pub(crate) fn of_name(self, name: &str) -> Option<u32> {
        let has_all = self != Scale::HundredPoint;
        self.points().find(|(_, its_name)| has_all && *its_name == name).map(|(value, _)| value)
    }

    fn named(self) -> &'static [(u32, &'static str)] {
        match self {
            Scale::FivePoint => &FIVE,
            Scale::SevenPoint => &SEVEN,
            Scale::HundredPoint => &HUNDRED,
        }
    }
}
