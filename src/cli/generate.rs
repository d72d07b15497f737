//! Shell completions and the manual, made from the arguments themselves.

use super::args::{Arguments, Completions, Manual};
use super::{Outcome, output};
use anyhow::bail;
use clap::CommandFactory;

/// Writes the completions of a shell to standard output.
///
/// # Errors
/// If they cannot be written.
pub(super) fn completions(arguments: &Completions) -> anyhow::Result<Outcome> {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "crosscheck", &mut bytes);
    output::report(&String::from_utf8_lossy(&bytes), None)?;
    Ok(Outcome::Clean)
}

/// Writes a page of the manual to standard output: of the program, or of one of its commands.
///
/// # Errors
/// If there is no such command, or the page cannot be written.
pub(super) fn manual(arguments: &Manual) -> anyhow::Result<Outcome> {
    let mut command = Arguments::command();
    command.build();
    for name in &arguments.command {
        let Some(inner) = command.find_subcommand(name) else {
            let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            bail!("{name}: there is no such command here. There are: {}.", names.join(", "));
        };
        command = inner.clone();
    }
    let page = clap_mangen::Man::new(command);
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    output::report(&String::from_utf8_lossy(&bytes), None)?;
    Ok(Outcome::Clean)
}
