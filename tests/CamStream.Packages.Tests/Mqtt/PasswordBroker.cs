namespace CamStream.Packages.Mqtt;

/// <summary>Lets in camera "cam" with password "secret", and nobody else.</summary>
public sealed class PasswordBroker : MosquittoBroker
{
    protected override string Configuration => $"""
        allow_anonymous false
        password_file {Passwords}
        """;

    private string Passwords => Path.Combine(Folder, "passwords");

    protected override Task PrepareAsync() => RunAsync("mosquitto_passwd", "-b", "-c", Passwords, "cam", "secret");
}
