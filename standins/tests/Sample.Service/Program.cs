using System.Collections;
using System.Diagnostics;

// A service for the tests of the runner: answers its health, tells its environment, and has a child process that ignores SIGTERM.
var app = WebApplication.CreateSlimBuilder(args).Build();
using var child = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' TERM; echo a child line; while :; do sleep 1; done"]));

app.MapGet("/health", () => "healthy");
app.MapGet("/child", () => child!.Id);
app.MapGet("/process", () => Environment.ProcessId);
app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value));
app.MapGet("/exit/{code:int}", (int code) => Environment.Exit(code));

Console.WriteLine("a line on standard output");
await Console.Error.WriteLineAsync("a line on standard error");
await app.RunAsync();
