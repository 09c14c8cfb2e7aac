package simulate

import "github.com/vmware/govmomi/vim25/soap"

// Local asks the server's objects in the process, past TLS and SOAP.
func (s *Server) Local() soap.RoundTripper { return s.site.model.Service }
