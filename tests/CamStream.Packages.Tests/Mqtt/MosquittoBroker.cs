using CamStream.Testing;

namespace CamStream.Packages.Mqtt;

/// <summary>A Mosquitto for one test class.</summary>
public sealed class MosquittoBroker : IAsyncLifetime
{
    private Mosquitto? _mosquitto;

    public int Port => _mosquitto?.Port ?? throw new InvalidOperationException("Mosquitto has not been started.");

    public async ValueTask InitializeAsync() => _mosquitto = await Mosquitto.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_mosquitto is not null)
            await _mosquitto.DisposeAsync();
    }
}
