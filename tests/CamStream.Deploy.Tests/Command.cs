using System.Diagnostics;

namespace CamStream.Deploy;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    private static readonly AsyncLocal<CancellationToken?> _deadline = new();

    /// <summary>The test's, or a deadline that it has set.</summary>
    public static CancellationToken Cancellation => _deadline.Value ?? TestContext.Current.CancellationToken;

    /// <summary>
    /// Runs a part of a test that is cancelled when it takes longer, and then still tidies up.
    /// </summary>
    public static async Task WithinAsync(TimeSpan limit, Func<Task> run)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(limit);
        _deadline.Value = deadline.Token;
        await run();
    }

    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is not installed, or failed; the message has all that it wrote.
    /// </exception>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments), input: null, Cancellation);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    /// <param name="start">How it is started.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Kills it, with all that it started.</param>
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
        // A process that is killed closes its pipes.
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
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{await errors}\n{await output}"
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
