//! What is picked, among which, and why.

use super::*;
use crate::estimate::Posterior;
use crate::exposure::{Chances, Rates};
use crate::model::Item;
use crate::scale::Quadrature;

fn bank() -> Bank {
    Bank::new(
        (0..20)
            .map(|k| Item::two_pl(0.6 + f64::from(k % 7) * 0.2, f64::from(k) * 0.2137 - 2.0).unwrap())
            .collect(),
    )
}

fn choose(bank: &Bank, open: Open<'_>, pick: Pick, given: usize, draws: &[f64]) -> Result<Choice, Refusal> {
    let quadrature = Quadrature::standard();
    let posterior = Posterior::new(&quadrature);
    let position = Position {
        theta: 0.1,
        posterior: &posterior,
        given,
    };
    let mut draws = draws.iter().copied();
    let choice = next(bank, open, Criterion::Information, pick, position, &mut || {
        draws.next().expect("a draw")
    });
    assert_eq!(draws.next(), None, "a draw was left");
    choice
}

fn free<'a>(items: &'a [bool]) -> Open<'a> {
    Open {
        items,
        exposure: &Exposure::NONE,
    }
}

/// Items by information at 0.1, best first.
fn by_information(bank: &Bank) -> Vec<usize> {
    let mut order: Vec<usize> = (0..bank.items().len()).collect();
    let value = |item: usize| bank.items()[item].information(0.1);
    order.sort_by(|a, b| value(*b).total_cmp(&value(*a)));
    order
}

#[test]
fn bounds_find_what_a_full_search_finds() {
    let bank = bank();
    let mut open = vec![true; 20];
    for wanted in by_information(&bank) {
        let choice = choose(&bank, free(&open), Pick::Best, 0, &[]).unwrap();
        assert_eq!(choice.item, wanted);
        assert!((choice.value - bank.items()[wanted].information(0.1)).abs() < 1e-15);
        open[wanted] = false;
    }
    assert_eq!(
        choose(&bank, free(&open), Pick::Best, 0, &[]),
        Err(Refusal::NothingOpen)
    );
}

#[test]
fn equals_go_to_the_lowest_place() {
    let one = Item::two_pl(1.3, 0.4).unwrap();
    // 1.3 and its neighbour differ by one unit in the last place: equal within the tie.
    let neighbour = Item::two_pl(f64::from_bits(1.3_f64.to_bits() + 1), 0.4).unwrap();
    let bank = Bank::new(vec![Item::rasch(3.0).unwrap(), one.clone(), neighbour, one]);
    assert_eq!(choose(&bank, free(&[true; 4]), Pick::Best, 0, &[]).unwrap().item, 1);
    assert_eq!(
        choose(&bank, free(&[true, false, true, true]), Pick::Best, 0, &[])
            .unwrap()
            .item,
        2
    );
}

#[test]
fn randomesque_draws_among_the_best() {
    let bank = bank();
    let order = by_information(&bank);
    for (draw, rank) in [(0.0, 0), (0.199, 0), (0.2, 1), (0.999_999, 4)] {
        let choice = choose(&bank, free(&[true; 20]), Pick::Randomesque { among: 5 }, 0, &[draw]).unwrap();
        assert_eq!((choice.item, choice.draw), (order[rank], Some(draw)));
    }
    let mut two = vec![false; 20];
    (two[3], two[4]) = (true, true);
    let choice = choose(&bank, free(&two), Pick::Randomesque { among: 5 }, 0, &[0.99]).unwrap();
    assert!(choice.item == 3 || choice.item == 4);
}

#[test]
fn progressive_begins_with_the_draw_and_ends_with_the_value() {
    let bank = bank();
    let pick = Pick::Progressive {
        length: 5,
        acceleration: 1.0,
    };
    let mut draws = [0.1; 20];
    draws[17] = 0.9;
    assert_eq!(choose(&bank, free(&[true; 20]), pick, 0, &draws).unwrap().item, 17);
    assert_eq!(
        choose(&bank, free(&[true; 20]), pick, 4, &draws).unwrap().item,
        by_information(&bank)[0]
    );
    assert!((share(2, 5, 1.0) - 3.0 / 10.0).abs() < 1e-15);
    assert!((share(2, 5, 0.0) - 0.5).abs() < 1e-15);
}

#[test]
fn proportional_is_even_at_first() {
    let bank = bank();
    let pick = Pick::Proportional {
        length: 5,
        acceleration: 1.0,
    };
    for (draw, item) in [(0.0, 0), (0.051, 1), (0.999, 19)] {
        assert_eq!(choose(&bank, free(&[true; 20]), pick, 0, &[draw]).unwrap().item, item);
    }
    // At the end the power is 5: the best has its exact share.
    let order = by_information(&bank);
    let value = |item: usize| libm::pow(bank.items()[item].information(0.1), 5.0);
    let total: f64 = (0..20).map(value).sum();
    let before: f64 = (0..order[0]).map(value).sum();
    let inside = (before + 0.5 * value(order[0])) / total;
    assert_eq!(
        choose(&bank, free(&[true; 20]), pick, 4, &[inside]).unwrap().item,
        order[0]
    );
}

#[test]
fn an_item_turned_away_makes_room_for_the_next_and_is_named() {
    let bank = bank();
    let order = by_information(&bank);
    let mut chances = vec![1.0; 20];
    chances[order[0]] = 0.25;
    chances[order[1]] = 0.5;
    let chances = Chances::new(chances).unwrap();
    let exposure = Exposure {
        chances: Some(&chances),
        rates: None,
    };
    let open = Open {
        items: &[true; 20],
        exposure: &exposure,
    };
    let choice = choose(&bank, open, Pick::Best, 0, &[0.25, 0.49]).unwrap();
    assert_eq!((choice.item, choice.exposure), (order[1], Some((0.49, 0.5))));
    assert_eq!(
        choice.turned,
        [Turned {
            item: order[0],
            draw: 0.25,
            chance: 0.25
        }]
    );
    assert_eq!(choose(&bank, open, Pick::Best, 0, &[0.3, 0.6]).unwrap().item, order[2]);
}

#[test]
fn over_its_rate_an_item_is_closed_and_never_given_all_the_same() {
    let bank = bank();
    let order = by_information(&bank);
    let mut given = vec![0; 20];
    given[order[0]] = 3;
    given[order[1]] = 2;
    let rates = Rates::new(given, 10, (3, 10)).unwrap();
    let exposure = Exposure {
        chances: None,
        rates: Some(&rates),
    };
    let open = Open {
        items: &[true; 20],
        exposure: &exposure,
    };
    assert_eq!(choose(&bank, open, Pick::Best, 0, &[]).unwrap().item, order[1]);
    let rates = Rates::new(vec![9; 20], 10, (3, 10)).unwrap();
    let exposure = Exposure {
        chances: None,
        rates: Some(&rates),
    };
    let open = Open {
        items: &[true; 20],
        exposure: &exposure,
    };
    assert_eq!(
        choose(&bank, open, Pick::Best, 0, &[]),
        Err(Refusal::AllTurned { open: 20 })
    );
    let none = Chances::new(vec![0.0; 20]).unwrap();
    let exposure = Exposure {
        chances: Some(&none),
        rates: None,
    };
    let open = Open {
        items: &[true; 20],
        exposure: &exposure,
    };
    assert_eq!(
        choose(&bank, open, Pick::Best, 0, &[0.0; 20]),
        Err(Refusal::AllTurned { open: 20 })
    );
}
