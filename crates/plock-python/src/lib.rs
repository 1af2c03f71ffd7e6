//! The native half of the Python package: the core's calls, pages and objects as Python knows them.
//!
//! Nothing here names an endpoint or a field: calls go by the index of their operation, and the classes of objects are generated.

mod caller;
mod calls;
mod client;
mod errors;
mod interpreter;
mod json;
mod logs;
mod many;
mod object;
mod pages;
mod port;
mod process;
mod runtime;
mod settings;
mod values;

use pyo3::prelude::*;

/// What the build script makes of the spec: one class for each object.
mod types {
    #![allow(clippy::all, reason = "generated")]
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

#[pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    interpreter::watch(module)?;
    let py = module.py();
    module.setattr("__version__", env!("CARGO_PKG_VERSION"))?;
    for class in [
        py.get_type::<client::Client>(),
        py.get_type::<settings::TestClock>(),
        py.get_type::<many::Many>(),
        py.get_type::<object::Object>(),
        py.get_type::<object::Response>(),
        py.get_type::<pages::Items>(),
        py.get_type::<pages::Page>(),
        py.get_type::<pages::Pages>(),
        py.get_type::<port::Pending>(),
        py.get_type::<port::Port>(),
    ] {
        module.setattr(class.name()?, class)?;
    }
    types::add(module)?;
    module.setattr("_restore", wrap_pyfunction!(object::_restore, module)?)
}
