//! The verdicts that coefficients are computed from.

/// Units by raters, with a category or nothing in each place.
///
/// A category is an integer. Nominal coefficients ask only whether two are the same, ordinal ones use their order,
/// interval ones their value. Units with fewer than two verdicts say nothing about agreement and are left out of
/// everything, the shares of the categories included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    raters: usize,
    /// Sorted, each once.
    categories: Vec<i64>,
    /// Row by row; a verdict is an index into the categories.
    verdicts: Vec<Option<usize>>,
}

/// Why verdicts make no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Rows of different lengths.
    #[error(
        "unit {unit} has {places} places where unit 0 has {raters}: every unit needs one per rater, empty where \
         the rater gave no verdict"
    )]
    Ragged {
        /// Index of the unit.
        unit: usize,
        /// Places in its row.
        places: usize,
        /// Places in the first row.
        raters: usize,
    },
}

impl Table {
    /// The table of one row per unit, with one place per rater.
    ///
    /// # Errors
    ///
    /// [`TableError::Ragged`] if a row is longer or shorter than the first.
    pub fn new<Row: AsRef<[Option<i64>]>>(units: &[Row]) -> Result<Self, TableError> {
        let rows = || units.iter().map(AsRef::as_ref);
        let raters = rows().next().map_or(0, <[_]>::len);
        if let Some((unit, row)) = rows().enumerate().find(|(_, row)| row.len() != raters) {
            return Err(TableError::Ragged { unit, places: row.len(), raters });
        }
        let kept: Vec<Option<i64>> =
            rows().filter(|row| row.iter().flatten().count() >= 2).flatten().copied().collect();
        let mut categories: Vec<i64> = kept.iter().flatten().copied().collect();
        categories.sort_unstable();
        categories.dedup();
        // Every verdict is among the categories, so the search finds it.
        let place = |category| categories.binary_search(&category).ok();
        let verdicts = kept.into_iter().map(|verdict| verdict.and_then(place)).collect();
        Ok(Self { raters, categories, verdicts })
    }

    /// Units with two verdicts or more.
    pub fn units(&self) -> usize {
        self.verdicts.len() / self.raters.max(1)
    }

    /// The categories that occur in those units, sorted.
    pub fn categories(&self) -> &[i64] {
        &self.categories
    }

    /// Raters with a verdict on one of those units.
    pub fn raters(&self) -> usize {
        (0..self.raters).filter(|rater| self.rows().any(|row| row[*rater].is_some())).count()
    }

    /// Places per unit, also of raters without a verdict.
    pub(super) fn places(&self) -> usize {
        self.raters
    }

    /// The verdicts on each unit.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Option<usize>]> {
        self.verdicts.chunks_exact(self.raters.max(1))
    }

    /// For each unit, how many verdicts fall into each category.
    pub(super) fn counts(&self) -> impl Iterator<Item = Vec<f64>> {
        self.rows().map(|row| {
            let mut counts = vec![0.0; self.categories.len()];
            row.iter().flatten().for_each(|category| counts[*category] += 1.0);
            counts
        })
    }

    /// The table of some of the units, repeated at will. The categories stay those of this table.
    pub(super) fn of_units(&self, units: impl Iterator<Item = usize>) -> Self {
        let row = |unit: usize| &self.verdicts[unit * self.raters..(unit + 1) * self.raters];
        let verdicts = units.flat_map(row).copied().collect();
        Self { raters: self.raters, categories: self.categories.clone(), verdicts }
    }
}
