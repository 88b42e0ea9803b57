//! Measure: how long a program takes, how much of the processors and memory.
//!
//! `/usr/bin/time` (GNU) knows the peak of memory and the processor time of one run. Where it is not, the peak is read
//! from `/proc` while the program runs (Linux), and the processor time is left out.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const TIME: &str = "/usr/bin/time";

/// What one run took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sample {
    /// Seconds on the clock.
    pub(crate) wall: f64,
    /// Seconds of all processors together, user and system; to 0.01. Not a number where unknown.
    pub(crate) cpu: f64,
    /// Greatest resident memory, MB (10^6 bytes). Not a number where unknown.
    pub(crate) peak: f64,
}

/// Runs a program once; it must succeed.
pub(crate) fn run(program: &Path, arguments: &[&str], folder: &Path) -> io::Result<Sample> {
    if Path::new(TIME).exists() { run_timed(program, arguments, folder) } else { run_polled(program, arguments) }
}

fn run_timed(program: &Path, arguments: &[&str], folder: &Path) -> io::Result<Sample> {
    let report = folder.join("time.txt");
    let mut command = Command::new(TIME);
    command.args(["-f", "%U %S %M", "-o"]).arg(&report).arg(program).args(arguments);
    let begin = Instant::now();
    finish(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?, program)?;
    let wall = begin.elapsed().as_secs_f64();
    let told = fs::read_to_string(&report)?;
    let mut numbers = told.split_whitespace().map(|number| number.parse::<f64>().unwrap_or(f64::NAN));
    let mut next = || numbers.next().unwrap_or(f64::NAN);
    let cpu = next() + next();
    // GNU time counts in KiB.
    Ok(Sample { wall, cpu, peak: next() * 1_024.0 / 1e6 })
}

fn run_polled(program: &Path, arguments: &[&str]) -> io::Result<Sample> {
    let begin = Instant::now();
    let mut child = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak = f64::NAN;
    while child.try_wait()?.is_none() {
        peak = high_water(child.id()).map_or(peak, |now| if peak > now { peak } else { now });
        std::thread::sleep(Duration::from_millis(1));
    }
    let wall = begin.elapsed().as_secs_f64();
    finish(child, program)?;
    Ok(Sample { wall, cpu: f64::NAN, peak })
}

/// `VmHWM` of a running process, in MB.
fn high_water(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib * 1_024.0 / 1e6)
}

fn finish(child: Child, program: &Path) -> io::Result<()> {
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(io::Error::other(format!("{} ended with {}: {words}", program.display(), output.status)))
}

/// The median of each number by itself.
pub(crate) fn median(samples: &[Sample]) -> Sample {
    let of = |number: fn(&Sample) -> f64| median_of(samples.iter().map(number).collect());
    Sample { wall: of(|sample| sample.wall), cpu: of(|sample| sample.cpu), peak: of(|sample| sample.peak) }
}

/// The middle one of some numbers, the upper one of an even count; not a number when there is none.
pub(crate) fn median_of(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
