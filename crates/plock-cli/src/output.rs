//! Sends a call and prints its result.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::pin::pin;

use futures_util::StreamExt;
use plock::dynamic::{Call, JsonNames};
use plock::meta::Kind;
use plock::{Client, Request};
use plock_sandbox::json::Json;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::many;
use crate::render::{self, Format, Rows};

/// Prints results to stdout.
pub(crate) struct Output {
    sink: BufWriter<StdoutLock<'static>>,
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

    /// The width of the terminal, if stdout is one.
    pub(crate) fn terminal(&self) -> Option<usize> {
        self.terminal
    }

    /// Sends the call and prints its result.
    pub(crate) async fn call(&mut self, client: &Client, args: &Args) -> Result<(), CliError> {
        if let Some(file) = &args.options.file {
            return many::send(client, args, file, self).await;
        }
        let request = args.request(client, None)?;
        request.check().map_err(|error| match error.field() {
            Some(_) => CliError::Named(error.kind(), args.label(&error, None)),
            None => error.into(),
        })?;
        if args.operation.kind == Kind::List {
            return self.list(request, args).await;
        }
        let answer = request.await?;
        let format = self.format(args, Format::Json);
        let printed = self.print(|sink| match format {
            _ if answer.rows.is_empty() => Ok(()),
            Format::Csv => {
                Rows::new(format, args.options.csv_safe, args.operation.result, None).page(sink, &answer.rows, 1)
            }
            _ => {
                let item = Json::parse(&answer.rows.row(0).to_json(JsonNames::Wire)).unwrap_or_default();
                render::object(sink, format, args.operation.result, &item)
            }
        });
        match printed {
            // A write must not look as if it had failed, or it might be sent again.
            Err(error) if args.operation.kind != Kind::Get => {
                note(&format!("warning: recorded, but {error}"));
                Ok(())
            }
            printed => printed,
        }
    }

    /// Prints and flushes. After an error, the rest of the output is discarded.
    pub(crate) fn print(
        &mut self,
        print: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let printed = print(&mut self.sink).and_then(|()| Ok(self.sink.flush()?));
        if printed.is_err() {
            let unused = BufWriter::new(std::io::stdout().lock());
            drop(std::mem::replace(&mut self.sink, unused).into_parts());
        }
        printed
    }

    /// Prints a list: the first page, or as many pages as requested.
    async fn list(&mut self, request: Request<Call>, args: &Args) -> Result<(), CliError> {
        let options = &args.options;
        let mut rows =
            Rows::new(self.format(args, Format::Jsonl), options.csv_safe, args.operation.result, self.terminal);
        if options.all || options.limit.is_some() {
            let mut left = options.limit.unwrap_or(u64::MAX);
            let mut pages = pin!(request.pages());
            while left > 0
                && let Some(page) = pages.next().await
            {
                let page = page?;
                let items = usize::try_from(left).map_or(page.rows.len(), |left| page.rows.len().min(left));
                left -= items as u64;
                rows.page(&mut self.sink, &page.rows, items)?;
                self.sink.flush()?;
            }
            return self.print(|sink| rows.end(sink));
        }
        let page = request.await?;
        rows.page(&mut self.sink, &page.rows, page.rows.len())?;
        rows.end(&mut self.sink)?;
        self.sink.flush()?;
        if let (Some(current), Some(last)) = (page.page.current_page, page.page.last_page)
            && current < last
        {
            let total = page.page.total.map(|total| format!(", {total} rows in total")).unwrap_or_default();
            note(&format!("note: page {current} of {last}{total}; --all reads all pages"));
        }
        Ok(())
    }
}
