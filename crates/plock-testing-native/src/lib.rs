//! The testing kit for other languages: one function, from a JSON request to a JSON response.
//!
//! A request names its command in `do`. The response is `{"ok": …}` or `{"error": {"message": "…", "field": "…"}}`.
//!
//! | `do` | members | result |
//! | --- | --- | --- |
//! | `start` | `options`: `examples`, `accounts`, `seed`, `key` | `sandbox` (a number), `url`, `key` |
//! | `stop`, `reset` | `sandbox` | `null` |
//! | `add` | `sandbox`, `resource`, `object`, `names` | the stored object |
//! | `next` | `sandbox`, `fault`, `times` (default: 1), `operation` | `null` |
//! | `latency` | `sandbox`, `ms` | `null` |
//! | `recorded` | `sandbox`, `resource`, `names` | the objects that calls wrote, in order |
//! | `requests` | `sandbox` | `operation`, `method`, `path`, `query`, `headers` and `status` of each, in order |
//!
//! With `names` (`camel`, `snake`, or `wire` for those of the API), an object is flat, its fields have these names, and its decimals are
//! strings.

#![warn(missing_docs)]

mod commands;
mod registry;
#[cfg(test)]
mod tests;

#[cfg(not(feature = "node"))]
mod c {
    use std::ffi::{CStr, CString, c_char};

    /// Runs a request and returns its response, which [`plock_testing_free`] frees.
    ///
    /// # Safety
    /// `request` is null or a NUL-terminated string.
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn plock_testing_call(request: *const c_char) -> *mut c_char {
        let bytes = if request.is_null() {
            &[]
        } else {
            // SAFETY: the caller passes a NUL-terminated string.
            unsafe { CStr::from_ptr(request) }.to_bytes()
        };
        let response = crate::commands::call(&String::from_utf8_lossy(bytes));
        // JSON escapes the character NUL.
        CString::new(response).unwrap_or_default().into_raw()
    }

    /// Frees a response.
    ///
    /// # Safety
    /// `response` is null or comes from [`plock_testing_call`], and is not used again.
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn plock_testing_free(response: *mut c_char) {
        if !response.is_null() {
            // SAFETY: it comes from `CString::into_raw`.
            drop(unsafe { CString::from_raw(response) });
        }
    }
}

/// The Python module `plock_testing._native`.
#[cfg(all(feature = "python", not(test)))]
#[pyo3::pymodule]
mod _native {
    use pyo3::Python;

    /// Runs a request and returns its response.
    #[pyo3::pyfunction]
    fn call(py: Python<'_>, request: &str) -> String {
        py.detach(|| crate::commands::call(request))
    }
}

/// Runs a request and returns its response.
#[cfg(feature = "node")]
#[napi_derive::napi]
pub fn call(request: String) -> String {
    commands::call(&request)
}
