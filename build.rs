//! Rebuilds the crate when a rule file is added or taken away, which `include_dir!` alone does not notice.

fn main() {
    println!("cargo:rerun-if-changed=rules");
}
