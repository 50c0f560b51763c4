using System.Diagnostics;

namespace CamStream.Deploy;

/// <summary>Runs programs to their end.</summary>
internal static class Command
{
    private static readonly AsyncLocal<CancellationToken?> _deadline = new();

    /// <summary>The test's cancellation, or a deadline that it has set.</summary>
    public static CancellationToken Cancellation => _deadline.Value ?? TestContext.Current.CancellationToken;

    /// <summary>
    /// Runs a part of a test with a deadline. After the deadline the test still cleans up.
    /// </summary>
    public static async Task WithinAsync(TimeSpan limit, Func<Task> run)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(limit);
        _deadline.Value = deadline.Token;
        await run();
    }

    /// <returns>The program's standard output.</returns>
    /// <exception cref="InvalidOperationException">
    /// The program is not installed, or failed; the message has all its output.
    /// </exception>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments), input: null, Cancellation);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    /// <param name="start">How to start the program.</param>
    /// <param name="input">The program's standard input.</param>
    /// <param name="cancellationToken">Kills the program and its children.</param>
    public static async Task<string> RunAsync(
        ProcessStartInfo start,
        string? input,
        CancellationToken cancellationToken
    )
    {
        start.RedirectStandardInput = input is not null;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Started(start);
        using var killed = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        // Killing the process closes its pipes.
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n"
                    + $"{await errors}\n{await output}"
            );
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{start.FileName} is missing: {missing.Message}", missing);
        }
    }
}
