//! A printed page, photographed: the drawing as ink on paper, then a lens, a hand, a lamp, a sensor and JPEG, all from a seed.

use jpeg_encoder::{ColorType, Encoder};

/// A stream of numbers from a seed (SplitMix64, Steele, Lea and Flood 2014).
pub struct Seed(pub u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly between two numbers.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Roughly normal, of deviation 1: twelve even ones.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.between(0.0, 1.0)).sum::<f64>() - 6.0
    }
}

/// A drawing as ink: which cells of its grid are dark. Reads the one path of rectangles `M x y h n v 1 h -n z` that a symbol is drawn with.
pub struct Ink {
    pub side: usize,
    dark: Vec<bool>,
}

impl Ink {
    pub fn of_svg(svg: &str) -> Self {
        let after = |text: &str, what: &str| text.split_once(what).unwrap().1.to_owned();
        let side: usize = after(svg, "viewBox=\"0 0 ").split(' ').next().unwrap().parse().unwrap();
        let mut dark = vec![false; side * side];
        let path = after(svg, "<path d=\"");
        let path = path.split('"').next().unwrap();
        for rectangle in path.split('M').filter(|part| !part.is_empty()) {
            let (start, rest) = rectangle.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let (length, rest) = rest.split_once('v').unwrap();
            let length: usize = length.parse().unwrap();
            assert_eq!(rest, format!("1h-{length}z"));
            for x in x..x + length {
                dark[y * side + x] = true;
            }
        }
        Self { side, dark }
    }

    /// Light of the paper at a place of the page, in cells; printed lines stand above and below the symbol.
    fn light(&self, x: f64, y: f64) -> f64 {
        let side = self.side as f64;
        if (0.0..side).contains(&x) && (0.0..side).contains(&y) {
            return if self.dark[y as usize * self.side + x as usize] {
                0.08
            } else {
                0.92
            };
        }
        let line = y.rem_euclid(side / 12.0) / (side / 12.0);
        let letter = ((x * 1.7).floor() * 12.9898 + (y / (side / 12.0)).floor() * 78.233).rem_euclid(3.0);
        let text = (y < -side * 0.08 || y > side * 1.08) && (0.3..0.62).contains(&line) && letter < 1.6;
        if text { 0.15 } else { 0.92 }
    }
}

/// How a photograph is taken.
#[derive(Debug, Clone, Copy)]
pub struct Shot {
    /// Width of the picture, in pixels; it is three quarters as high.
    pub width: usize,
    /// Share of the picture's height that the symbol takes.
    pub share: f64,
    /// Turn in its plane, in degrees.
    pub turn: f64,
    /// Tilts away from the lens, in degrees: left to right, top to bottom.
    pub tilt: (f64, f64),
    /// Deviation of the blur, in pixels.
    pub blur: f64,
    /// Darkest corner of the light, as a share of the brightest.
    pub shade: f64,
    /// Deviation of the noise of the sensor, in shades of 255.
    pub noise: f64,
    /// Quality of the JPEG file.
    pub quality: u8,
    /// Bending of straight lines by the lens, at the corner of the picture, as a share.
    pub bend: f64,
}

impl Shot {
    /// An ordinary photograph, held askew under a lamp.
    pub fn ordinary(seed: &mut Seed) -> Self {
        Self {
            width: 1600,
            share: seed.between(0.62, 0.8),
            turn: seed.between(-180.0, 180.0),
            tilt: (seed.between(-20.0, 20.0), seed.between(-20.0, 20.0)),
            blur: seed.between(0.4, 1.2),
            shade: seed.between(0.45, 1.0),
            noise: seed.between(1.0, 8.0),
            quality: seed.between(60.0, 92.0) as u8,
            bend: seed.between(-0.004, 0.004),
        }
    }

    /// The JPEG file of a page.
    pub fn take(&self, ink: &Ink, seed: &mut Seed) -> Vec<u8> {
        let (width, height) = (self.width, self.width * 3 / 4);
        let (w, h) = (width as f64, height as f64);
        let side = ink.side as f64;
        let distance = 2.2 * side;
        let focal = self.share * h * distance / side;
        let (sin_turn, cos_turn) = self.turn.to_radians().sin_cos();
        let (sin_a, cos_a) = self.tilt.0.to_radians().sin_cos();
        let (sin_b, cos_b) = self.tilt.1.to_radians().sin_cos();
        // Axes of the page in front of the lens: turned, then tilted about both.
        let tilted = |x: f64, y: f64| {
            let (x, z) = (x * cos_a, x * sin_a);
            let (y, z) = (y * cos_b - z * sin_b, y * sin_b + z * cos_b);
            (x, y, z)
        };
        let right = tilted(cos_turn, sin_turn);
        let down = tilted(-sin_turn, cos_turn);
        let normal = (
            right.1 * down.2 - right.2 * down.1,
            right.2 * down.0 - right.0 * down.2,
            right.0 * down.1 - right.1 * down.0,
        );
        let page = |px: f64, py: f64| {
            let (dx, dy) = (px - w / 2.0, py - h / 2.0);
            let far = (dx * dx + dy * dy) / (w * w + h * h) * 4.0;
            let lens = 1.0 + self.bend * far;
            let ray = (dx * lens / focal, dy * lens / focal, 1.0);
            let along = distance * normal.2 / (ray.0 * normal.0 + ray.1 * normal.1 + ray.2 * normal.2);
            let at = (ray.0 * along, ray.1 * along, ray.2 * along - distance);
            let on = |axis: (f64, f64, f64)| at.0 * axis.0 + at.1 * axis.1 + at.2 * axis.2 + side / 2.0;
            (on(right), on(down))
        };
        let mut light = vec![0.0; width * height];
        for y in 0..height {
            for x in 0..width {
                let mut sum = 0.0;
                for (dx, dy) in [(0.17, 0.5), (0.5, 0.17), (0.83, 0.5), (0.5, 0.83), (0.5, 0.5)] {
                    let (u, v) = page(x as f64 + dx, y as f64 + dy);
                    sum += ink.light(u, v);
                }
                light[y * width + x] = sum / 5.0;
            }
        }
        let light = blurred(&light, width, self.blur);
        let lamp = seed.between(0.0, std::f64::consts::TAU).sin_cos();
        let mut pixels = Vec::with_capacity(width * height);
        for (place, light) in light.iter().enumerate() {
            let (x, y) = ((place % width) as f64 / w - 0.5, (place / width) as f64 / h - 0.5);
            let shade = 1.0 - (1.0 - self.shade) * (0.5 + (x * lamp.0 + y * lamp.1) / 1.42);
            let shade = shade * (1.0 - 0.25 * (x * x + y * y));
            pixels.push((light * shade * 245.0 + seed.normal() * self.noise).clamp(0.0, 255.0) as u8);
        }
        let mut file = Vec::new();
        let size = |side: usize| u16::try_from(side).unwrap();
        Encoder::new(&mut file, self.quality)
            .encode(&pixels, size(width), size(height), ColorType::Luma)
            .unwrap();
        file
    }
}

/// A Gaussian blur, along rows and then along columns.
fn blurred(light: &[f64], width: usize, deviation: f64) -> Vec<f64> {
    let reach = (deviation * 3.0).ceil() as isize;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|at| (-(at as f64 * at as f64) / (2.0 * deviation * deviation)).exp())
        .collect();
    let total: f64 = weights.iter().sum();
    let height = light.len() / width;
    let pass = |from: &[f64], step: usize, length: usize| -> Vec<f64> {
        let mut out = vec![0.0; from.len()];
        for (place, out) in out.iter_mut().enumerate() {
            let along = (place / step % length) as isize;
            for (weight, offset) in weights.iter().zip(-reach..=reach) {
                let moved = (along + offset).clamp(0, length as isize - 1) - along;
                *out += weight * from[place.checked_add_signed(moved * step as isize).unwrap()] / total;
            }
        }
        out
    };
    pass(&pass(light, 1, width), width, height)
}
