using System.Diagnostics;

namespace CamStream.Deploy;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It is not installed, or failed; the message has all that it wrote.</exception>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments), input: null);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    /// <param name="start">How it is started.</param>
    /// <param name="input">What it reads.</param>
    public static async Task<string> RunAsync(ProcessStartInfo start, string? input)
    {
        start.RedirectStandardInput = input is not null;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Started(start);
        using var killed = Cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        await process.WaitForExitAsync();
        Cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{await errors}\n{await output}");
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
