//! `cargo run -p jalon-same --example chunk 7`: one line for each attempt of the eighth hundred, to lay beside what a browser printed.

fn main() {
    let index = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    print!("{}", jalon_same::lines(&jalon_same::chunk(index)));
}
