using CamStream.Testing;

namespace CamStream.Packages.Mqtt;

/// <summary>A Mosquitto of this test class's own, with files of its own.</summary>
public class MosquittoBroker : IAsyncLifetime
{
    private Mosquitto? _mosquitto;

    public int Port => Running.Port;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("mosquitto-").FullName;

    /// <summary>Further lines of mosquitto.conf.</summary>
    protected virtual string[] Settings => [];

    private Mosquitto Running => _mosquitto ?? throw new InvalidOperationException("Mosquitto is not started.");

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        _mosquitto = await Mosquitto.StartAsync(["user root", .. Settings]); // started by root it would lose its right to read the folder
    }

    /// <summary>Kills the broker, so that its connections break.</summary>
    public Task StopAsync() => Running.StopAsync();

    /// <summary>Starts it again where it was.</summary>
    public Task RestartAsync() => Running.RestartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_mosquitto is not null) await _mosquitto.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
