//! Dice: splitmix64, so that a seed and a number always give the same throw.

pub struct Chance {
    state: u64,
}

impl Chance {
    pub fn new(seed: u64, number: u64) -> Chance {
        let mut chance = Chance { state: seed ^ number.wrapping_mul(0xd1b5_4a32_d192_ed03) };
        chance.next();
        chance
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).expect("low is not above high") + 1;
        low + i64::try_from(self.next() % span).expect("within the span")
    }

    pub fn percent(&mut self, of_hundred: i64) -> bool {
        self.between(0, 99) < of_hundred
    }

    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let last = i64::try_from(choices.len()).expect("a short list") - 1;
        &choices[usize::try_from(self.between(0, last)).expect("an index")]
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.between(0, i64::try_from(last).expect("a short list"));
            things.swap(last, usize::try_from(other).expect("an index"));
        }
    }
}
