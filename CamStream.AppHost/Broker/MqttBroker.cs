namespace CamStream.AppHost.Broker;

/// <summary>The broker.</summary>
/// <param name="Resource">The broker's resource.</param>
/// <param name="Accounts">
/// The accounts of a run; null when publishing, because a cluster has its own.
/// </param>
internal sealed record MqttBroker(IResourceBuilder<IResourceWithEndpoints> Resource, BrokerAccounts? Accounts)
{
    /// <summary>The endpoint for services and for anything else on this machine.</summary>
    public const string Plain = "mqtt";

    /// <summary>The endpoint for cameras on the network.</summary>
    public const string Tls = "mqtts";

    /// <summary>
    /// The file in which services in a cluster find their password. A secret must not be part of
    /// the manifest or of the environment made from it.
    /// </summary>
    public const string PasswordFile = "/etc/camstream/mqtt/password";
}
