//! Sends the requests of the generated dispatch and prints their results: one function per kind of operation.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::pin::pin;

use futures_util::StreamExt;
use plock::{Client, ListOperation, Operation, Request};
use serde::Serialize;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::many;
use crate::render::{self, Format, Rows};

/// Prints results to stdout.
pub(crate) struct Output {
    pub(crate) sink: BufWriter<StdoutLock<'static>>,
    /// The width of the terminal, if stdout is one.
    terminal: Option<usize>,
}

impl Output {
    pub(crate) fn new() -> Self {
        let stdout = std::io::stdout();
        let width = || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let terminal = stdout.is_terminal().then(width);
        Output { sink: BufWriter::with_capacity(64 * 1024, stdout.lock()), terminal }
    }

    pub(crate) fn format(&self, args: &Args, default: Format) -> Format {
        args.options.format.unwrap_or(if self.terminal.is_some() { Format::Table } else { default })
    }

    /// Prints a list: the first page, or as many pages as requested.
    pub(crate) async fn list<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), CliError>
    where
        O: ListOperation,
        O::Item: Serialize,
    {
        let options = &args.options;
        let mut request = with_query(request, args);
        if let Some(page) = options.page {
            request = request.page(page);
        }
        if let Some(size) = options.page_size {
            request = request.page_size(size);
        }
        if let Some(concurrency) = options.concurrency {
            request = request.concurrency(concurrency);
        }
        let mut rows = Rows::new(self.format(args, Format::Jsonl), args.operation.result, self.terminal);
        if options.all || options.limit.is_some() {
            let mut left = options.limit.unwrap_or(u64::MAX);
            let mut pages = pin!(request.pages());
            while left > 0
                && let Some(page) = pages.next().await
            {
                let page = page?;
                let items = usize::try_from(left).ok().and_then(|left| page.items.get(..left)).unwrap_or(&page.items);
                left -= items.len() as u64;
                rows.page(&mut self.sink, items)?;
                self.sink.flush()?;
            }
            return rows.end(&mut self.sink);
        }
        let page = request.await?;
        rows.page(&mut self.sink, &page.items)?;
        rows.end(&mut self.sink)?;
        self.sink.flush()?;
        if let (Some(current), Some(last)) = (page.current_page, page.last_page)
            && current < last
        {
            let total = page.total.map(|total| format!(", {total} rows in total")).unwrap_or_default();
            note(&format!("note: page {current} of {last}{total}; --all reads all pages"));
        }
        Ok(())
    }

    /// Prints one object.
    pub(crate) async fn one<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), CliError>
    where
        O: Operation,
        O::Output: Serialize,
    {
        let item = with_query(request, args).await?;
        let format = self.format(args, Format::Json);
        render::object(&mut self.sink, format, args.operation.result, &item)
    }

    /// Sends a write without a response body.
    #[allow(dead_code, reason = "whether the generated dispatch calls it depends on the spec")]
    pub(crate) async fn done<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), CliError>
    where
        O: Operation<Output = ()>,
    {
        Ok(with_query(request, args).await?)
    }

    /// Sends one write, or one per row of a file.
    pub(crate) async fn write<O, F>(&mut self, client: &Client, args: &Args, build: F) -> Result<(), CliError>
    where
        O: Operation,
        O::Output: Serialize,
        F: Fn(&Args) -> Result<Request<O>, CliError>,
    {
        match &args.options.file {
            Some(file) => many::send(client, args, file, build, self).await,
            None => self.one(build(args)?, args).await,
        }
    }
}

pub(crate) fn with_query<O: Operation>(mut request: Request<O>, args: &Args) -> Request<O> {
    for (name, value) in &args.options.query {
        request = request.query(name, value);
    }
    request
}
