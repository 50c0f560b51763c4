using System.Diagnostics;

namespace CamStream.Packages.Mqtt;

/// <summary>Lets in camera "cam" with password "secret", and nobody else.</summary>
public sealed class PasswordBroker : MosquittoBroker
{
    protected override string[] Settings => ["allow_anonymous false", $"password_file {Passwords}"];

    private string Passwords => Path.Combine(Folder, "passwords");

    protected override async Task PrepareAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("mosquitto_passwd", ["-b", "-c", Passwords, "cam", "secret"]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, error);
    }
}
