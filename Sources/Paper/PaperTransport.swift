import Client
import Simulator

/// The five simulators behind the client's transport, in the same process.
public struct PaperTransport: Sendable {}
